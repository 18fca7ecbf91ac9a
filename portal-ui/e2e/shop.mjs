// Events of a small shop over the last 30 days, the same ones each time for one day: enough people for every chart to have a shape.
// People come in the evening: the lake has a file for each hour, and a query on a fresh product takes as long as it has files to open.
const DAY = 86_400_000

/** A generator of numbers in [0, 1) that gives the same ones for the same seed. */
function random(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const sources = ['google', 'newsletter', 'friends', null]
/** Ten people of 240 for each: one country under two names, one that a map has no room for, one that is not known. */
const countries = [...'DE DE DE DE US US US GB GB FR FR JP BR IN CA ES PL SE AU ZA MX Germany SG'.split(' '), undefined]
const products = ['mug', 'lamp', 'chair', 'poster']

/**
 * One JSON line per event, in the gateway's open form.
 * Planted: half of those who buy have a large team, and as many of the others. `funnel` people sign up, half of them view a product, of these half put it into the cart, of these half buy.
 */
export function shopEvents(now, funnel = 240) {
  const next = random(7)
  const lines = []
  let id = 0
  const add = (person, at, event, more = {}) => {
    if (at >= now) return
    lines.push(
      JSON.stringify({
        id: `shop-${id++}`,
        event,
        userId: person.user,
        deviceId: person.device,
        timestamp: new Date(at).toISOString(),
        ...more,
        context: { platform: person.platform, ...more.context },
      }),
    )
  }
  const today = Math.floor(now / DAY) * DAY
  for (let index = 0; index < funnel; index++) {
    // More people as time goes on, so that the charts grow.
    const age = Math.floor(29 * (1 - Math.sqrt(next())))
    const person = { user: `user-${String(index).padStart(3, '0')}`, device: `device-${index}`, platform: next() < 0.6 ? 'web' : next() < 0.5 ? 'ios' : 'android' }
    const source = sources[index % sources.length]
    const start = today - (age + 1) * DAY + Math.floor((18 + next() * 2) * 3_600_000)
    const visit = (at, path, query = '') => add(person, at, 'page_view', { context: { page: { url: `https://shop.example${path}${query}` } } })
    visit(start, '/', source ? `?utm_source=${source}` : '')
    add(person, start + 60_000, 'Signed up', {
      properties: { plan: index % 3 === 0 ? 'pro' : 'free' },
      traits: { country: countries[index % countries.length], email: `${person.user}@example.com`, team: index % 16 < 2 ? 'large' : 'small' },
    })
    if (index % 2 === 0) {
      const product = products[index % products.length]
      visit(start + 120_000, '/products')
      visit(start + 180_000, `/products/${product}`)
      add(person, start + 181_000, 'Product viewed', { properties: { product } })
      if (index % 4 === 0) {
        add(person, start + 240_000, 'Added to cart', { properties: { product, quantity: 1 + (index % 3) } })
        visit(start + 250_000, '/cart')
        if (index % 8 === 0) {
          add(person, start + 400_000 + Math.floor(next() * 3_600_000), 'Paid', { properties: { product, amount: 10 + (index % 7) * 5 } })
          visit(start + 4_200_000, '/thanks')
        }
      }
    }
    for (let day = 1; day <= age; day++) {
      if (next() > 0.45 * Math.exp(-day / 12) + 0.04) continue
      const at = start + day * DAY + Math.floor((next() - 0.5) * 3_600_000)
      visit(at, '/')
      if (next() < 0.6) visit(at + 40_000, '/products')
      if (next() < 0.3) visit(at + 90_000, `/products/${products[Math.floor(next() * products.length)]}`)
    }
  }
  return lines
}
