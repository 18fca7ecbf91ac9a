// Rules, alerts and webhooks: written, tried on history, fired by a real event, received by a real server.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'

const APP = process.env.CAUSALITY_E2E_APP ?? 'shop'

/** A webhook's receiver on this machine that keeps what it was sent. */
async function receiver() {
  const bodies = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (part) => (text += part))
    request.on('end', () => {
      bodies.push({ headers: request.headers, body: JSON.parse(text) })
      response.writeHead(204).end()
    })
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { bodies, url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() }
}

export const detectionStories = [
  [
    'a webhook is made and tested',
    async ({ page, product, picture, problems, memory }) => {
      memory.receiver = await receiver()
      await page.goto(`${product.portal}/app/${APP}/webhooks`)
      await page.getByText('No webhook yet').waitFor()
      await page.getByRole('button', { name: 'New webhook' }).click()
      await page.getByLabel('Name').fill('On call')
      await page.getByLabel('Address').fill(memory.receiver.url)
      await page.getByRole('checkbox', { name: /private network/ }).check()
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByRole('heading', { name: 'The secret of its signatures' }).waitFor()
      await page.getByRole('button', { name: 'I have it' }).click()
      await page.getByRole('button', { name: 'Test On call' }).click()
      await page.getByText(/It answered 204/).waitFor()
      assert.equal(memory.receiver.bodies.length, 1)
      assert.match(memory.receiver.bodies[0].headers['x-causality-signature'], /^v1=[0-9a-f]{64}$/)
      await page.getByRole('button', { name: 'Deliveries to On call' }).click()
      await page.getByRole('dialog').getByText('delivered').first().click()
      await page.getByRole('dialog').getByText('X-Causality-Id').first().waitFor()
      await picture(page, 'deliveries', problems)
      await page.keyboard.press('Escape')
      await picture(page, 'webhooks', problems)
    },
  ],
  [
    'a rule is written in words, tried on the history, and runs',
    async ({ page, product, picture, problems }) => {
      await page.goto(`${product.portal}/app/${APP}/rules`)
      await page.getByText('No rule yet').waitFor()
      await page.getByRole('link', { name: 'New rule' }).click()
      await page.getByRole('heading', { name: 'What do you want' }).or(page.getByText('What do you want to be told of?')).first().waitFor()
      await picture(page, 'rule-kinds', problems)
      await page.getByRole('button', { name: /One after the other/ }).click()
      await page.getByLabel('Name', { exact: true }).fill('Cart, then paid')
      for (const [step, event] of [
        [1, 'Added to cart'],
        [2, 'Paid'],
      ]) {
        await page.getByRole('button', { name: `Event of step ${step}: any event` }).click()
        await page.getByRole('combobox').fill(event)
        await page.getByRole('option', { name: event }).first().click()
      }
      await page.getByText('When “Added to cart”, then “Paid” within 10m.').waitFor()
      await page.getByRole('button', { name: 'Webhook', exact: true }).click()
      await page.getByRole('radio', { name: '7 days' }).click()
      await page.getByRole('button', { name: 'Try it' }).click()
      await page.getByText(/found in/).waitFor()
      await picture(page, 'rule', problems)
      await page.getByRole('button', { name: 'Save' }).click()
      const row = page.getByRole('row').filter({ hasText: 'Cart, then paid' })
      await row.getByText('running').waitFor()
    },
  ],
  [
    'the rule fires on two events, and the alert is listed and received',
    async ({ page, product, picture, problems, memory }) => {
      const events = ['Added to cart', 'Paid'].map((event, index) => ({
        event,
        userId: 'user-alarm',
        deviceId: 'device-alarm',
        timestamp: Date.now() + index,
        properties: { plan: 'pro' },
      }))
      const response = await fetch(`${product.gateway}/v1/events/batch`, {
        method: 'POST',
        headers: { 'X-API-Key': memory.key, 'Content-Type': 'application/json' },
        body: JSON.stringify({ events }),
      })
      assert.equal(response.status, 200)
      await page.goto(`${product.portal}/app/${APP}/alerts`)
      const alert = page.locator('.detection-alert').filter({ hasText: 'Cart, then paid' }).first()
      await alert.waitFor()
      await alert.getByText('delivered').waitFor()
      await alert.locator('summary').click()
      await alert.getByRole('cell', { name: 'Added to cart' }).waitFor()
      await picture(page, 'alerts', problems)
      const told = memory.receiver.bodies.filter((each) => each.body.type === 'alert')
      assert.equal(told.length, 1)
      assert.deepEqual(
        told[0].body.matched_events.map((event) => event.event_name),
        ['Added to cart', 'Paid'],
      )
      await alert.getByRole('link', { name: /timeline/ }).click()
      await page.getByRole('heading', { name: 'user-alarm' }).waitFor()
      await page.goto(`${product.portal}/app/${APP}/rules`)
      await picture(page, 'rules', problems)
      memory.receiver.close()
    },
  ],
  [
    'the number of a chart is watched, and an alert says that it went above',
    async ({ page, product, picture, problems }) => {
      const query = { kind: 'trends', series: [{ event: 'page_view', math: 'total' }], interval: 'day', from: '-30d' }
      await page.goto(`${product.portal}/app/${APP}/insights?${new URLSearchParams({ q: JSON.stringify(query) })}`)
      await page.getByRole('button', { name: 'More', exact: true }).click()
      await page.getByRole('menuitem', { name: 'Tell me when…' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('Name').fill('Page views a day')
      await dialog.getByLabel('Value').fill('0')
      await picture(page, 'metric-alert', problems)
      await dialog.getByRole('button', { name: 'Watch it' }).click()
      await dialog.waitFor({ state: 'detached' })
      await page.goto(`${product.portal}/app/${APP}/rules`)
      const row = page.getByRole('row').filter({ hasText: 'Page views a day' })
      await row.getByText('When it goes above 0').waitFor()
      await row.getByRole('button', { name: 'Check Page views a day now' }).click()
      await row.getByText('holds').waitFor()
      await page.goto(`${product.portal}/app/${APP}/alerts`)
      const alert = page.locator('.detection-alert').filter({ hasText: 'Page views a day' }).first()
      await alert.locator('summary').click()
      await alert.getByRole('link', { name: 'Numbers of charts' }).waitFor()
    },
  ],
]
