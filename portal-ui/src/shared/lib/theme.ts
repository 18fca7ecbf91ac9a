import { useSyncExternalStore } from 'react'

export type ThemeChoice = 'system' | 'light' | 'dark'
export type Theme = 'light' | 'dark'

const KEY = 'causality.theme'
const dark = window.matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

function stored(): ThemeChoice {
  const value = localStorage.getItem(KEY)
  return value === 'light' || value === 'dark' ? value : 'system'
}

let choice: ThemeChoice = stored()

function resolve(): Theme {
  return choice === 'system' ? (dark.matches ? 'dark' : 'light') : choice
}

function apply() {
  document.documentElement.dataset.theme = resolve()
  listeners.forEach((listener) => listener())
}

export function setTheme(next: ThemeChoice): void {
  choice = next
  if (next === 'system') localStorage.removeItem(KEY)
  else localStorage.setItem(KEY, next)
  apply()
}

/** To be called once, before the first picture. */
export function startTheme(): void {
  dark.addEventListener('change', apply)
  apply()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useTheme(): { choice: ThemeChoice; theme: Theme } {
  return {
    choice: useSyncExternalStore(subscribe, () => choice),
    theme: useSyncExternalStore(subscribe, resolve),
  }
}
