import { describe, expect, it } from 'vitest'
import { appIdOf } from './app-id'
import { snippets } from './snippets'

describe('onboarding', () => {
  it('makes an id that the portal takes', () => {
    expect([appIdOf('My Shop!'), appIdOf('  Café №1 '), appIdOf('***')]).toEqual(['my-shop', 'cafe-no1', ''])
  })

  it('puts the key and the gateway into each snippet', () => {
    for (const snippet of snippets('http://gateway:1', 'ck_x')) {
      expect(snippet.code).toContain('http://gateway:1/v1/events/ingest')
      expect(snippet.code).toContain('ck_x')
    }
  })
})
