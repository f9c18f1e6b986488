{{/* What the operator is started with. */}}
{{- define "stripe-connector.args" -}}
- operator
{{- with .Values.watchNamespaces }}
- --namespaces
- {{ join "," . | quote }}
{{- end }}
- --image
- {{ include "stripe-connector.image" . | quote }}
- --image-pull-policy
- {{ .Values.image.pullPolicy }}
{{- with .Values.imagePullSecrets }}
{{- $names := list }}
{{- range . }}
{{- $names = append $names .name }}
{{- end }}
- --image-pull-secrets
- {{ join "," $names | quote }}
{{- end }}
{{- with .Values.databaseImage }}
- --database-image
- {{ . | quote }}
{{- end }}
{{- if .Values.leaderElection }}
- --lease
- {{ include "stripe-connector.fullname" . }}
{{- else }}
- --no-leader-election
{{- end }}
{{- with .Values.caConfigMap }}
- --ca-config-map
- {{ . }}
{{- end }}
{{- with .Values.extraArgs }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "stripe-connector.env" -}}
- name: POD_NAMESPACE
  valueFrom:
    fieldRef:
      apiVersion: v1
      fieldPath: metadata.namespace
{{- with .Values.stripeApiBase }}
- name: STRIPE_API_BASE
  value: {{ . | quote }}
{{- end }}
{{- with .Values.brevoApiBase }}
- name: BREVO_API_BASE
  value: {{ . | quote }}
{{- end }}
{{- with .Values.proxy.https }}
- name: HTTPS_PROXY
  value: {{ . | quote }}
{{- end }}
{{- with .Values.proxy.http }}
- name: HTTP_PROXY
  value: {{ . | quote }}
{{- end }}
{{- if and (or .Values.proxy.https .Values.proxy.http) .Values.proxy.noProxy }}
- name: NO_PROXY
  value: {{ .Values.proxy.noProxy | quote }}
{{- end }}
{{- if .Values.caConfigMap }}
- name: STRIPE_CONNECTOR_CA_FILE
  value: /etc/stripe-connector/ca/ca.crt
{{- end }}
{{- with .Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end }}
