// A real OpenID provider whose people sign in by themselves: `POST /test` says who does next, and what of the next
// ID token is not as it should be. The token is signed anew with the provider's own key, so that only that is wrong.
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { decodeJwt, generateKeyPair, exportJWK, importJWK, SignJWT } from 'jose'
import { Provider } from 'oidc-provider'

const [port, redirect, certificate, privateKey] = process.argv.slice(2)
const issuer = `${certificate ? 'https' : 'http'}://127.0.0.1:${port}`
const client = 'portal-under-test'
let next = { account: {}, token: {} }

async function newKey() {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return { ...(await exportJWK(privateKey)), kid: `key-${Date.now()}`, alg: 'RS256', use: 'sig' }
}

const key = await newKey()
const provider = new Provider(issuer, {
  clients: [
    {
      client_id: client,
      client_secret: 'of the test alone',
      redirect_uris: [redirect],
      response_types: ['code'],
      grant_types: ['authorization_code'],
    },
  ],
  jwks: { keys: [key] },
  pkce: { required: () => true },
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (ctx, sub) => ({ accountId: sub, claims: () => ({ sub, ...next.account }) }),
  async loadExistingGrant(ctx) {
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId })
    grant.addOIDCScope('openid email profile')
    await grant.save()
    return grant
  },
})

provider.use(async (ctx, proceed) => {
  if (ctx.path === '/test') {
    const chunks = []
    for await (const chunk of ctx.req) chunks.push(chunk)
    next = JSON.parse(Buffer.concat(chunks).toString())
    ctx.status = 204
    return
  }
  if (ctx.path.startsWith('/interaction/')) {
    const result = next.denied
      ? { error: 'access_denied', error_description: 'the person said no' }
      : { login: { accountId: `${next.account.email}`, remember: false } }
    await provider.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: false })
    ctx.respond = false
    return
  }
  await proceed()
  if (ctx.path === '/token' && ctx.body?.id_token && Object.keys(next.token).length > 0) {
    const { key: whose, ...changed } = next.token
    const signer = whose === 'another' ? await newKey() : key
    ctx.body.id_token = await new SignJWT({ ...decodeJwt(ctx.body.id_token), ...changed })
      .setProtectedHeader({ alg: 'RS256', kid: key.kid })
      .sign(await importJWK(signer, 'RS256'))
  }
})

const listener = certificate
  ? createSecureServer({ cert: readFileSync(certificate), key: readFileSync(privateKey) }, provider.callback())
  : createServer(provider.callback())
const server = listener.listen(Number(port), '127.0.0.1')
await once(server, 'listening')
console.log('listening')
// The test that started it keeps its standard input open for as long as it lives.
process.stdin.resume().on('end', () => process.exit(0))
