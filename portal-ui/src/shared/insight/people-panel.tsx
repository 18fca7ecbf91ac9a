import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { MessageCircleQuestion, UsersRound } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { api } from '@/api/client'
import type { InsightSpec } from '@/api/insight-types'
import { cohortsQuery, peopleQuery } from '@/api/queries'
import { useApp } from '@/shared/lib/app-context'
import { formatNumber, plural } from '@/shared/lib/format'
import { Button } from '@/shared/ui/button'
import { Dialog } from '@/shared/ui/dialog'
import { Field, Input } from '@/shared/ui/field'
import { EmptyState, ErrorState, LoadingRows } from '@/shared/ui/states'
import { toastDone } from '@/shared/ui/toast'
import { investigation } from './investigate'
import type { Pick } from './view'

/** The people behind a number, at the side; they can be kept as a cohort. */
export function PeoplePanel({ spec, pick, onClose }: { spec: InsightSpec; pick: Pick | null; onClose: () => void }) {
  return (
    <Dialog side open={pick !== null} onClose={onClose} title={pick?.title ?? ''} description="Who is behind this number">
      {pick && <Investigate spec={pick.query ?? spec} pick={pick} />}
      {pick && <People spec={pick.query ?? spec} pick={pick} />}
    </Dialog>
  )
}

/** Leads to Ask, with the question why the number is as it is. */
function Investigate({ spec, pick }: { spec: InsightSpec; pick: Pick }) {
  const { app } = useApp()
  const question = investigation(spec, pick)
  if (question === null) return null
  return (
    <div>
      <Link to="/$app/ask" params={{ app: app.id }} search={{ q: question }} className="button button-secondary button-small" title={question}>
        <MessageCircleQuestion size={13} aria-hidden="true" />
        Investigate
      </Link>
    </div>
  )
}

function People({ spec, pick }: { spec: InsightSpec; pick: Pick }) {
  const { app, editor } = useApp()
  const people = useInfiniteQuery(peopleQuery(app.id, { query: spec, ...pick.cell }))
  const [saving, setSaving] = useState(false)
  if (people.isPending) return <LoadingRows rows={8} />
  if (people.isError) return <ErrorState error={people.error} onRetry={() => void people.refetch()} />
  const pages = people.data.pages
  const total = pages[0]?.total ?? 0
  const list = pages.flatMap((page) => page.people)
  if (list.length === 0) return <EmptyState title="Nobody" icon={<UsersRound size={19} />} />
  return (
    <>
      <div className="row row-between">
        <strong>{plural(total, 'person', 'people')}</strong>
        {editor && !saving && (
          <Button small onClick={() => setSaving(true)}>
            <UsersRound size={14} aria-hidden="true" />
            Save as cohort
          </Button>
        )}
      </div>
      {saving && <SaveCohort spec={spec} pick={pick} onDone={() => setSaving(false)} />}
      <ul className="people-list">
        {list.map((person) => (
          <li key={person.person_id}>
            <Link to="/$app/people/$person" params={{ app: app.id, person: person.person_id }}>
              {person.person_id}
            </Link>
            <span className="muted ellipsis">{traitsText(person.traits)}</span>
          </li>
        ))}
      </ul>
      {people.hasNextPage && (
        <Button busy={people.isFetchingNextPage} onClick={() => void people.fetchNextPage()}>
          Show more ({formatNumber(total - list.length)} left)
        </Button>
      )}
    </>
  )
}

/** The first traits in one line. */
export function traitsText(traits: Record<string, string> | null): string {
  return Object.entries(traits ?? {})
    .slice(0, 4)
    .map(([name, value]) => `${name}: ${value}`)
    .join(' · ')
}

function SaveCohort({ spec, pick, onDone }: { spec: InsightSpec; pick: Pick; onDone: () => void }) {
  const { app } = useApp()
  const [name, setName] = useState(pick.title.slice(0, 120))
  const queryClient = useQueryClient()
  const save = useMutation({
    mutationFn: () =>
      api.post('/api/apps/{app}/cohorts', {
        path: { app: app.id },
        body: { name: name.trim(), kind: 'static', people_of: { query: spec, ...pick.cell } },
      }),
    onSuccess: async (cohort) => {
      await queryClient.invalidateQueries({ queryKey: cohortsQuery(app.id).queryKey })
      toastDone(`Cohort “${cohort.name}” saved${cohort.size === null ? '' : ` with ${plural(cohort.size, 'person', 'people')}`}.`)
      onDone()
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form className="card card-body stack" onSubmit={submit}>
      <Field label="Name of the cohort">
        {(ids) => <Input {...ids} required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />}
      </Field>
      <div className="dialog-actions">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" variant="primary" busy={save.isPending} disabled={name.trim() === ''}>
          Save cohort
        </Button>
      </div>
    </form>
  )
}
