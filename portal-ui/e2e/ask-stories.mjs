// Ask: a question from anywhere, a follow-up, what is kept of it, and an alert that is looked into.
import assert from 'node:assert/strict'

const APP = process.env.CAUSALITY_E2E_APP ?? 'shop'

/** The answer under a question, when it is there. */
export async function answered(page, question) {
  const answer = page.getByRole('article', { name: question, exact: true }).last()
  await answer.and(page.locator(':not([aria-busy="true"])')).waitFor()
  return answer
}

export const askStories = [
  [
    'a question is asked from another page, and the next one leans on it',
    async ({ page, product, picture, problems }) => {
      await page.goto(`${product.portal}/app/${APP}/charts`)
      await page.getByRole('heading', { name: 'Saved charts' }).waitFor()
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox', { name: 'Ask, go to or begin' }).fill('How many people signed up ever?')
      await page.getByRole('option', { name: /^Ask: How many people/ }).click()
      const first = await answered(page, 'How many people signed up ever?')
      await first.locator('.answer-value', { hasText: /^240$/ }).waitFor()
      await first.getByText('Unique people', { exact: true }).waitFor()
      assert.match(page.url(), /\/ask\?thread=/)
      await page.getByLabel('Your question').fill('now by plan')
      await page.keyboard.press('Enter')
      const second = await answered(page, 'now by plan')
      await second.getByText(/\d rows as a table/).click()
      const cells = async (name) => (await second.getByRole('row').filter({ hasText: name }).locator('td').allTextContents()).map((cell) => cell.trim())
      assert.deepEqual(await cells('free'), ['free', '160'])
      assert.deepEqual(await cells('pro'), ['pro', '80'])
      await picture(page, 'ask', problems)
    },
  ],
  [
    'an answer shows its SQL, and becomes a chart',
    async ({ page, picture, problems }) => {
      const answer = await answered(page, 'now by plan')
      await answer.getByRole('button', { name: /steps? and SQL/ }).click()
      await answer.getByText(/count\(DISTINCT|approx|SELECT/i).first().waitFor()
      assert.match(await answer.getByRole('link', { name: 'Open in SQL' }).first().getAttribute('href'), /\/sql\?sql=/)
      await answer.getByRole('button', { name: 'Save chart' }).click()
      await page.getByLabel('Name', { exact: true }).fill('People who signed up, by plan')
      await picture(page, 'ask-save', problems)
      await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
      await page.getByText('“People who signed up, by plan” saved').waitFor()
      await answer.getByRole('link', { name: 'Open as insight' }).click()
      await page.getByRole('tab', { name: 'Trends', selected: true }).waitFor()
      await page.goBack()
      await answered(page, 'now by plan')
    },
  ],
  [
    'an editor verifies an answer, and what means the same carries the label',
    async ({ page, product, picture, problems }) => {
      const first = await answered(page, 'How many people signed up ever?')
      await first.getByRole('button', { name: 'Verify' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Verify' }).click()
      await first.getByText('verified', { exact: true }).waitFor()
      await page.goto(`${product.portal}/app/${APP}/ask`)
      await page.getByRole('heading', { name: 'For example' }).waitFor()
      await picture(page, 'ask-welcome', problems)
      await page.getByLabel('Your question').fill('number of people who signed up ever')
      await page.keyboard.press('Enter')
      const same = await answered(page, 'number of people who signed up ever')
      await same.getByText('verified', { exact: true }).waitFor()
      await same.locator('.answer-value', { hasText: /^240$/ }).waitFor()
      await page.getByRole('tab', { name: 'Verified' }).click()
      await page.getByRole('button', { name: /^How many people signed up ever/ }).waitFor()
    },
  ],
  [
    'what is not recorded is declined, and a thumb down reaches the editors',
    async ({ page, picture, problems }) => {
      await page.getByLabel('Your question').fill('What is the average age of our users?')
      await page.keyboard.press('Enter')
      const declined = await answered(page, 'What is the average age of our users?')
      await declined.getByText('This is not recorded').waitFor()
      await declined.getByRole('button', { name: 'Wrong' }).click()
      await page.getByLabel('Comment').fill('We ask for it when people sign up.')
      await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click()
      await page.getByRole('tab', { name: 'Review' }).click()
      const rating = page.getByRole('tabpanel').getByRole('listitem').filter({ hasText: 'average age' })
      await rating.getByText('We ask for it').waitFor()
      await picture(page, 'ask-review', problems)
      await rating.getByRole('button', { name: 'Looked at' }).click()
      await page.getByText('Nothing to review').waitFor()
      await page.getByRole('tab', { name: 'Threads' }).click()
      await page.getByRole('link', { name: /How many people signed up ever/ }).waitFor()
    },
  ],
  [
    'an alert is investigated',
    async ({ page, product, picture, problems }) => {
      await page.goto(`${product.portal}/app/${APP}/alerts`)
      const alert = page.locator('.detection-alert').filter({ hasText: 'Cart, then paid' }).first()
      await alert.locator('summary').click()
      await alert.getByRole('link', { name: 'Investigate' }).click()
      const why = page.getByRole('article', { name: /^Why did "Paid" change on / })
      await why.and(page.locator(':not([aria-busy="true"])')).waitFor()
      await why.getByText('Compared with', { exact: true }).waitFor()
      await picture(page, 'ask-investigate', problems)
      await page.setViewportSize({ width: 390, height: 844 })
      await picture(page, 'ask-phone', problems)
      await page.setViewportSize({ width: 1360, height: 860 })
    },
  ],
]
