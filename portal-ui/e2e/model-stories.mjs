// Ask with a model: an admin sets one, an answer is stopped while it is written, and one is verified. The model is a server of the stories.
import assert from 'node:assert/strict'
import { answered as answeredArticle } from './ask-stories.mjs'
import { answered, call, cut, scriptedModel, status } from './scripted-model.mjs'

const APP = process.env.CAUSALITY_E2E_APP ?? 'shop'
const KEY = 'only-for-stories'
const question = 'How many splendid people signed up?'
const insight = call('run_insight', { spec: { kind: 'trends', series: [{ event: 'Signed up', math: 'dau' }], aggregate: true, from: 'all' } })
const answer = answered('People signed up all the time: 240 of them.', 1)

export const modelStories = [
  [
    'an admin chooses a model and tries it; its key is never shown again',
    async ({ page, product, picture, problems, memory }) => {
      const model = (memory.model = await scriptedModel())
      await page.goto(`${product.portal}/app/${APP}/settings?section=model`)
      await page.getByText('Without a model the interpreter answers').waitFor()
      const choose = async (from, to) => {
        await page.getByRole('button', { name: `Provider: ${from}` }).click()
        await page.getByRole('menuitemradio', { name: to }).click()
      }
      await choose('OpenAI or compatible', 'Anthropic')
      await choose('Anthropic', 'OpenAI or compatible')
      await page.getByLabel('URL', { exact: true }).fill(model.url)
      await page.getByRole('textbox', { name: 'Model', exact: true }).fill('story-model')
      await page.getByLabel('Key', { exact: true }).fill(KEY)
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await page.getByText('Saved. Questions go to this model from now on.').waitFor()
      model.says(status(401))
      await page.getByRole('button', { name: 'Test', exact: true }).click()
      await page.getByText('The provider refuses the key.').waitFor()
      model.says(call('ready', { word: 'yes' }))
      await page.getByRole('button', { name: 'Test', exact: true }).click()
      await page.getByText('The model answers and calls tools.').waitFor()
      assert.equal(model.requests.at(-1).path, '/v1/chat/completions')
      assert.equal(model.requests.at(-1).authorization, `Bearer ${KEY}`)
      await picture(page, 'model', problems)
      await page.reload()
      await page.getByText('There is one. Leave this empty to keep it').waitFor()
      assert.equal(await page.getByLabel('Key', { exact: true }).inputValue(), '')
      const told = await page.evaluate(async () => Promise.all(['/api/ask/model', '/api/audit'].map(async (path) => (await fetch(path)).text())))
      assert.match(told[0], /story-model/)
      assert.match(told[1], /model\.set/)
      assert.equal([...told, await page.content()].some((text) => text.includes(KEY)), false)
    },
  ],
  [
    'an answer is stopped while the model writes it, and asked again',
    async ({ page, product, picture, problems, memory }) => {
      const { model } = memory
      await page.goto(`${product.portal}/app/${APP}/ask`)
      await page.getByRole('heading', { name: 'For example' }).waitFor()
      model.says(insight, cut(answer, answer.args.indexOf(' 240')))
      await page.getByLabel('Your question').fill(question)
      await page.keyboard.press('Enter')
      const article = page.getByRole('article', { name: question, exact: true })
      await article.getByText(/^People signed up all the/).waitFor()
      await page.getByRole('button', { name: 'Stop' }).click()
      await article.getByText('stopped', { exact: true }).waitFor()
      await article.getByText(/^People signed up all the.*…$/).waitFor()
      await model.requests.at(-1).leaves
      await picture(page, 'ask-stopped', problems)
      model.says(insight, answer)
      await article.getByRole('button', { name: 'Ask again' }).click()
      const whole = await answeredArticle(page, question)
      await whole.locator('.answer-value', { hasText: /^240$/ }).waitFor()
      await whole.getByText('story-model', { exact: true }).waitFor()
      assert.equal(await page.getByText('stopped', { exact: true }).count(), 0)
    },
  ],
  [
    'an editor verifies the answer of a model, which is not asked again; the model is removed',
    async ({ page, product, picture, problems, memory }) => {
      const { model } = memory
      const first = await answeredArticle(page, question)
      await first.getByRole('button', { name: 'Verify' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Verify' }).click()
      await first.getByText('verified', { exact: true }).waitFor()
      const asked = model.requests.length
      await page.goto(`${product.portal}/app/${APP}/ask`)
      const same = 'Please tell me the number of splendid people who signed up!'
      await page.getByLabel('Your question').fill(same)
      await page.keyboard.press('Enter')
      const again = await answeredArticle(page, same)
      await again.getByText('verified', { exact: true }).waitFor()
      await again.locator('.answer-value', { hasText: /^240$/ }).waitFor()
      assert.equal(model.requests.length, asked)
      await picture(page, 'ask-model-verified', problems)
      await page.goto(`${product.portal}/app/${APP}/settings?section=model`)
      await page.getByRole('cell', { name: 'story-model' }).first().waitFor()
      await page.getByRole('button', { name: 'Remove', exact: true }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
      await page.getByText('Without a model the interpreter answers').waitFor()
      model.close()
    },
  ],
]
