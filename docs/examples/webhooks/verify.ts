import { createHmac, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'

const toleranceSeconds = 300

/**
 * Whether a delivery of Causality was signed with the webhook's secret, not long ago. `timestamp` and `signature` are the
 * headers X-Causality-Timestamp and X-Causality-Signature, `body` is the body as it came.
 */
export function verify(secret: string, timestamp: string, signature: string, body: Uint8Array, now: Date): boolean {
  if (!/^[0-9]{1,12}$/.test(timestamp)) return false
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > toleranceSeconds) return false
  const digest = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')
  const expected = Buffer.from(`v1=${digest}`)
  const given = Buffer.from(signature)
  return expected.length === given.length && timingSafeEqual(expected, given)
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const [secret = '', timestamp = '', signature = ''] = process.argv.slice(2)
  process.exitCode = verify(secret, timestamp, signature, readFileSync(0), new Date()) ? 0 : 1
}
