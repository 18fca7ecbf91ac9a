const KEY = 'causality.gateway'

/** Where clients send events: what a person wrote here, else what the portal knows, else this host with the gateway's default port. */
export function gatewayUrl(known: string | null): string {
  return localStorage.getItem(KEY) ?? known ?? `${window.location.protocol}//${window.location.hostname}:8080`
}

/** Keeps what a person wrote; nothing, or what the portal knows anyway, is not kept. */
export function rememberGateway(url: string, known: string | null): void {
  if (url === '' || url === known) localStorage.removeItem(KEY)
  else localStorage.setItem(KEY, url)
}
