{{- define "stripe-connector.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 50 | trimSuffix "-" }}
{{- end }}

{{/* 50 characters leave room for every suffix in the 63 of a Service's name or a label. */}}
{{- define "stripe-connector.fullname" -}}
{{- $full := .Values.fullnameOverride }}
{{- if not $full }}
{{- $name := default .Chart.Name .Values.nameOverride }}
{{- $full = ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) }}
{{- end }}
{{- $full = $full | trunc 50 | trimSuffix "-" }}
{{- if not (regexMatch "^[a-z]([-a-z0-9]*[a-z0-9])?$" $full) }}
{{- fail (printf "no Service can be called %s: a name begins with a letter and has no dots. Choose another release name, or set fullnameOverride" $full) }}
{{- end }}
{{- $full }}
{{- end }}

{{/* "true" where a URL is of a Service, such as the sandbox's. */}}
{{- define "stripe-connector.inCluster" -}}
{{- if regexMatch "^https?://[^/]+\\.svc(\\.cluster\\.local)?(:[0-9]+)?(/.*)?$" . -}}
true
{{- end }}
{{- end }}

{{/* Not managed-by: that is the mark of what the operator makes. */}}
{{- define "stripe-connector.selectorLabels" -}}
app.kubernetes.io/name: {{ include "stripe-connector.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: operator
{{- end }}

{{- define "stripe-connector.labels" -}}
{{- $own := dict "app.kubernetes.io/name" (include "stripe-connector.name" .)
  "app.kubernetes.io/instance" .Release.Name
  "app.kubernetes.io/component" "operator"
  "app.kubernetes.io/managed-by" .Release.Service
  "app.kubernetes.io/version" (.Chart.AppVersion | replace "+" "_" | trunc 63)
  "helm.sh/chart" (printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-") }}
{{- merge $own .Values.commonLabels | toYaml }}
{{- end }}

{{- define "stripe-connector.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "stripe-connector.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- required "serviceAccount.name is required where serviceAccount.create is false" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "stripe-connector.image" -}}
{{- if .Values.image.digest }}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest }}
{{- else }}
{{- printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) }}
{{- end }}
{{- end }}

{{- define "stripe-connector.securityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{- define "stripe-connector.podSecurityContext" -}}
runAsNonRoot: true
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{/* "true" where an object of Prometheus' operator is to be rendered. (dict "root" . "kind" KIND "settings" SETTINGS) */}}
{{- define "stripe-connector.rendersMonitoring" -}}
{{- $api := printf "monitoring.coreos.com/v1/%s" .kind }}
{{- $present := .root.Capabilities.APIVersions.Has $api }}
{{- if not .settings.enabled }}
{{- else if or $present (eq .settings.renderMode "alwaysRender") -}}
true
{{- else if eq .settings.renderMode "failIfMissing" }}
{{- fail (printf "the cluster has no %s: install Prometheus' operator, or set renderMode to skipIfMissing" $api) }}
{{- end }}
{{- end }}

{{/* How a monitor reads one endpoint. */}}
{{- define "stripe-connector.endpoint" -}}
path: /metrics
{{- with .interval }}
interval: {{ . }}
{{- end }}
{{- with .scrapeTimeout }}
scrapeTimeout: {{ . }}
{{- end }}
{{- with .relabelings }}
relabelings:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .metricRelabelings }}
metricRelabelings:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
