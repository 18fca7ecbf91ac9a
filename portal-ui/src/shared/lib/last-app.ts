const KEY = 'causality.app'

/** The app that this browser looked at last. */
export function lastApp(): string | null {
  return localStorage.getItem(KEY)
}

export function rememberApp(app: string): void {
  localStorage.setItem(KEY, app)
}
