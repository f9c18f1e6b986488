{{/* What the operator calls in the namespaces that it looks after, and nothing more. */}}
{{- define "stripe-connector.rules" -}}
- apiGroups: [connectors.tajo.io]
  resources: [stripeconnectors]
  verbs: [get, list, watch, patch]
- apiGroups: [connectors.tajo.io]
  resources: [stripesyncs]
  verbs: [list, watch, create, delete]
- apiGroups: [connectors.tajo.io]
  resources: [stripeconnectors/status, stripesyncs/status]
  verbs: [patch]
# What every connector has, for as long as it is there; Kubernetes deletes it with its owner.
- apiGroups: [""]
  resources: [configmaps]
  verbs: [list, watch, create, patch]
- apiGroups: [apps]
  resources: [deployments]
  verbs: [list, watch, create, patch]
# Its own are read anew before they are changed; none is ever deleted.
- apiGroups: [""]
  resources: [secrets]
  verbs: [get, list, watch, create, patch]
# What a connector has or not, as its spec says.
- apiGroups: [""]
  resources: [serviceaccounts, services]
  verbs: [list, watch, create, patch, delete]
- apiGroups: [apps]
  resources: [statefulsets]
  verbs: [list, watch, create, patch, delete]
- apiGroups: [policy]
  resources: [poddisruptionbudgets]
  verbs: [list, watch, create, patch, delete]
- apiGroups: [autoscaling]
  resources: [horizontalpodautoscalers]
  verbs: [list, watch, create, patch, delete]
- apiGroups: [networking.k8s.io]
  resources: [ingresses, networkpolicies]
  verbs: [list, watch, create, patch, delete]
- apiGroups: [gateway.networking.k8s.io]
  resources: [httproutes]
  verbs: [list, watch, create, patch, delete]
# Runs.
- apiGroups: [batch]
  resources: [jobs]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [""]
  resources: [pods]
  verbs: [list]
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [create]
{{- end }}

{{/* (dict "root" . "role" KIND "name" NAME) */}}
{{- define "stripe-connector.roleRefAndSubjects" -}}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: {{ .role }}
  name: {{ .name }}
subjects:
  - kind: ServiceAccount
    name: {{ include "stripe-connector.serviceAccountName" .root }}
    namespace: {{ .root.Release.Namespace }}
{{- end }}
