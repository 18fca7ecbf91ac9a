const KEY = 'causality.gateway'

/** Where clients send events: what a person wrote here last, else this host with the gateway's default port. */
export function gatewayUrl(): string {
  return localStorage.getItem(KEY) ?? `${window.location.protocol}//${window.location.hostname}:8080`
}

export function rememberGateway(url: string): void {
  localStorage.setItem(KEY, url)
}
