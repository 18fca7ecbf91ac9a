{{- define "causality.name" -}}
{{- if contains "causality" .Release.Name }}{{ .Release.Name | trunc 30 | trimSuffix "-" }}{{ else }}{{ printf "%s-causality" .Release.Name | trunc 30 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "causality.selector" -}}
app.kubernetes.io/name: causality
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .part }}
{{- end }}

{{- define "causality.labels" -}}
{{ include "causality.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end }}

{{- define "causality.meta" -}}
name: {{ include "causality.name" .root }}-{{ .part }}
labels: {{- include "causality.labels" . | nindent 2 }}
{{- end }}

{{- define "causality.image" -}}
{{ .root.Values.images.registry }}causality/{{ .image }}:{{ .root.Values.images.tag | default .root.Chart.AppVersion }}
{{- end }}

{{- define "causality.secretName" -}}
{{ .Values.secrets.existing | default (include "causality.name" .) }}
{{- end }}

{{- /* An environment entry that comes from the secret, whose keys are named like it. */}}
{{- define "causality.fromSecret" -}}
- name: {{ .name | default .key }}
  valueFrom: {secretKeyRef: {name: {{ .secret | default (include "causality.secretName" .root) }}, key: {{ .key }}{{ if .optional }}, optional: true{{ end }}}}
{{- end }}

{{- define "causality.pod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .root.Values.images.pullSecrets }}
imagePullSecrets: {{- range . }}
  - name: {{ . }}
{{- end }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: {{ .user }}
  runAsGroup: {{ .user }}
  fsGroup: {{ .user }}
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "causality.container" -}}
imagePullPolicy: {{ .Values.images.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
{{- end }}

{{- define "causality.claim" -}}
- metadata: {name: data}
  spec:
    accessModes: [ReadWriteOnce]
    {{- with .storageClass }}
    storageClassName: {{ . }}
    {{- end }}
    resources: {requests: {storage: {{ .storageGiB }}Gi}}
{{- end }}

{{- define "causality.natsUrl" -}}
{{ if .Values.nats.enabled }}nats://{{ include "causality.name" . }}-nats:4222{{ else }}{{ required "nats.url is needed when nats.enabled is false" .Values.nats.url }}{{ end }}
{{- end }}

{{- define "causality.s3Endpoint" -}}
{{ if .Values.s3.enabled }}http://{{ include "causality.name" . }}-s3:9000{{ else }}{{ required "s3.endpoint is needed when s3.enabled is false" .Values.s3.endpoint }}{{ end }}
{{- end }}

{{- define "causality.trinoUrl" -}}
{{ if not .Values.trino.enabled }}{{ required "trino.url is needed when trino.enabled is false" .Values.trino.url }}
{{- else if .Values.tls.trinoSecret }}https://{{ include "causality.name" . }}-trino.{{ .Release.Namespace }}.svc:{{ include "causality.trinoPort" . }}
{{- else }}http://{{ include "causality.name" . }}-trino:{{ include "causality.trinoPort" . }}{{ end }}
{{- end }}

{{- define "causality.trinoPort" -}}
{{ if .Values.tls.trinoSecret }}8443{{ else }}8080{{ end }}
{{- end }}

{{- define "causality.dbUrl" -}}
{{ if .Values.postgres.enabled }}jdbc:postgresql://{{ include "causality.name" . }}-postgres:5432/causality{{ else }}{{ required "postgres.url is needed when postgres.enabled is false" .Values.postgres.url }}{{ end }}
{{- end }}

{{- define "causality.natsEnv" -}}
- name: CAUSALITY_NATS_URL
  value: {{ include "causality.natsUrl" . }}
- name: CAUSALITY_NATS_USER
  value: {{ .Values.nats.user }}
{{ include "causality.fromSecret" (dict "root" . "key" "CAUSALITY_NATS_PASSWORD") }}
- name: CAUSALITY_EVENTS_REPLICAS
  value: {{ .Values.events.replicas | quote }}
{{- end }}

{{- define "causality.eventsEnv" -}}
- name: CAUSALITY_EVENTS_PARTITIONS
  value: {{ .Values.events.partitions | quote }}
- name: CAUSALITY_EVENTS_MAX_BYTES
  value: {{ mul .Values.events.maxGiB 1073741824 | quote }}
- name: CAUSALITY_EVENTS_MAX_AGE_HOURS
  value: {{ .Values.events.maxAgeHours | quote }}
{{- end }}

{{- define "causality.s3Env" -}}
- name: CAUSALITY_S3_ENDPOINT
  value: {{ include "causality.s3Endpoint" . }}
- name: CAUSALITY_S3_REGION
  value: {{ .Values.s3.region }}
{{ include "causality.fromSecret" (dict "root" . "key" "CAUSALITY_S3_ACCESS_KEY") }}
{{ include "causality.fromSecret" (dict "root" . "key" "CAUSALITY_S3_SECRET_KEY") }}
{{- end }}

{{- define "causality.moreEnv" -}}
{{- range $key, $value := . }}
- name: {{ $key }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}

{{- /* What the jobs and their keeper read, all of it the same. */}}
{{- define "causality.jobsEnv" -}}
{{ include "causality.natsEnv" . }}
{{ include "causality.eventsEnv" . }}
{{ include "causality.s3Env" . }}
- name: CAUSALITY_S3_BUCKET
  value: {{ .Values.s3.bucket }}
- name: CAUSALITY_STATE_DIR
  value: {{ include "causality.stateDir" . }}
{{- include "causality.moreEnv" .Values.flink.env }}
{{- end }}

{{- define "causality.stateDir" -}}
s3://{{ .Values.s3.bucket }}/flink/checkpoints
{{- end }}

{{- /* Certificates: .own is the secret of the part's listeners; a part with .engine calls nobody who asks for a certificate and has no management
port. Replaced secrets reach the files by themselves. */}}
{{- define "causality.tlsEnv" -}}
{{- $tls := .root.Values.tls }}
{{- if .own }}
- name: CAUSALITY_TLS_CERT_FILE
  value: /etc/causality/tls/own/tls.crt
- name: CAUSALITY_TLS_KEY_FILE
  value: /etc/causality/tls/own/tls.key
{{- end }}
{{- if and $tls.management (not .engine) }}
- name: CAUSALITY_TLS_MANAGEMENT
  value: "true"
{{- end }}
{{- if $tls.caSecret }}
- name: CAUSALITY_TLS_CA_FILE
  value: /etc/causality/tls/ca/ca.crt
{{- end }}
{{- if and $tls.clientSecret (not .engine) }}
- name: CAUSALITY_TLS_CLIENT_CERT_FILE
  value: /etc/causality/tls/client/tls.crt
- name: CAUSALITY_TLS_CLIENT_KEY_FILE
  value: /etc/causality/tls/client/tls.key
{{- end }}
{{- end }}

{{- define "causality.tlsMounts" -}}
{{- range $folder, $secret := dict "own" .own "ca" .root.Values.tls.caSecret "client" (ternary "" .root.Values.tls.clientSecret (hasKey . "engine")) }}
{{- if $secret }}
- {name: tls-{{ $folder }}, mountPath: /etc/causality/tls/{{ $folder }}, readOnly: true}
{{- end }}
{{- end }}
{{- end }}

{{- /* Of the authorities the file is all that is needed: their secret may hold a key. */}}
{{- define "causality.tlsVolumes" -}}
{{- range $folder, $secret := dict "own" .own "ca" .root.Values.tls.caSecret "client" (ternary "" .root.Values.tls.clientSecret (hasKey . "engine")) }}
{{- if $secret }}
- name: tls-{{ $folder }}
  secret: {secretName: {{ $secret }}, defaultMode: 0440{{ if eq $folder "ca" }}, items: [{key: ca.crt, path: ca.crt}]{{ end }}}
{{- end }}
{{- end }}
{{- end }}

{{- /* Prometheus calls pods by address, so it is told the name in the certificate: that of the part's service. */}}
{{- define "causality.scrapeTls" -}}
{{- if .root.Values.tls.management }}
scheme: https
tlsConfig:
  serverName: {{ include "causality.name" .root }}-{{ .part }}.{{ .root.Release.Namespace }}.svc
  {{- with .root.Values.tls.caSecret }}
  ca: {secret: {name: {{ . }}, key: ca.crt}}
  {{- end }}
{{- end }}
{{- end }}

{{- define "causality.probe" -}}
httpGet: {path: {{ .path }}, port: management{{ if .root.Values.tls.management }}, scheme: HTTPS{{ end }}}
{{- end }}

{{- define "causality.probes" -}}
startupProbe:
  {{ include "causality.probe" (dict "root" . "path" "/livez") }}
  periodSeconds: 2
  failureThreshold: 90
livenessProbe:
  {{ include "causality.probe" (dict "root" . "path" "/livez") }}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  {{ include "causality.probe" (dict "root" . "path" "/readyz") }}
  periodSeconds: 3
  timeoutSeconds: 3
  failureThreshold: 2
{{- end }}

{{- define "causality.check" -}}
{{- if and .Values.nats.enabled (gt (int .Values.events.replicas) (int .Values.nats.replicas)) }}
{{- fail (printf "events.replicas is %d, but nats.replicas is only %d" (int .Values.events.replicas) (int .Values.nats.replicas)) }}
{{- end }}
{{- if and .Values.nats.enabled (lt (int .Values.nats.storageGiB) (add 3 (int .Values.events.maxGiB) | int)) }}
{{- fail (printf "nats.storageGiB must be events.maxGiB and 3 more at least (dead letters, alerts, the rest): %d" (add 3 (int .Values.events.maxGiB))) }}
{{- end }}
{{- range $job := list "archive" "detection" }}
{{- if gt (int (index $.Values.flink $job).parallelism) (int $.Values.events.partitions) }}
{{- fail (printf "flink.%s.parallelism is %d, but there are only %d partitions to read" $job (int (index $.Values.flink $job).parallelism) (int $.Values.events.partitions)) }}
{{- end }}
{{- end }}
{{- if .Values.tls.management }}
{{- range $key := list "gatewaySecret" "portalSecret" "jobsSecret" }}
{{- $_ := required (printf "tls.%s is needed when tls.management is true" $key) (index $.Values.tls $key) }}
{{- end }}
{{- end }}
{{- if .Values.oidc.issuer }}
{{- $_ := required "oidc.clientId is needed when oidc.issuer is set" .Values.oidc.clientId }}
{{- $_ := required "portal.publicUrl is needed when oidc.issuer is set: the provider sends browsers back to it" .Values.portal.publicUrl }}
{{- end }}
{{- if .Values.ingress.enabled }}
{{- $_ := required "ingress.gatewayHost is needed when ingress.enabled is true" .Values.ingress.gatewayHost }}
{{- $_ := required "ingress.portalHost is needed when ingress.enabled is true" .Values.ingress.portalHost }}
{{- end }}
{{- if and .Values.ingress.enabled (not .Values.ingress.trustedProxies) }}
{{- fail "ingress.trustedProxies is needed when ingress.enabled is true: without it all people share one lock-out, and cookies are not for HTTPS only" }}
{{- end }}
{{- end }}
