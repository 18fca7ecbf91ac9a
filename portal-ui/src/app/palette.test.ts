import { describe, expect, it } from 'vitest'
import { bestCommands, withQuestion, type Command } from './palette-search'

const command = (label: string, hint: string): Command => ({ id: label, label, hint, icon: null, run: () => undefined })
const commands = [command('Home', 'page'), command('New insight: Funnel', 'begin'), command('Purchase funnel', 'saved chart'), command('Funnel of the week', 'dashboard')]
const labels = (text: string) => bestCommands(commands, text).map((each) => each.label)

describe('palette', () => {
  it('puts first what begins so, then a word of it, then the rest', () => {
    expect(labels('funnel')).toEqual(['Funnel of the week', 'New insight: Funnel', 'Purchase funnel'])
    expect(labels('HOME')).toEqual(['Home'])
  })

  it('finds words in any order, also by what the thing is', () => {
    expect(labels('chart purchase')).toEqual(['Purchase funnel'])
    expect(labels('nothing like it')).toEqual([])
  })

  it('offers what there is before anything is typed', () => {
    expect(labels(' ')).toEqual(commands.map((each) => each.label))
  })

  it('asks what reads like a question, and offers to ask anything else', () => {
    const ask = command('Ask', 'question')
    const offered = (text: string) => withQuestion(bestCommands(commands, text), text, ask).map((each) => each.label)
    expect(offered('how many people signed up last week')).toEqual(['Ask'])
    expect(offered('funnel?')).toEqual(['Ask'])
    expect(offered('funnel')).toEqual(['Funnel of the week', 'New insight: Funnel', 'Purchase funnel', 'Ask'])
    expect(offered('funnel of the week')).toEqual(['Funnel of the week', 'Ask'])
    expect(offered('')).not.toContain('Ask')
  })
})
