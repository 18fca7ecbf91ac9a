import './people.css'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Users } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import type { Filter, InsightSpec } from '@/api/insight-types'
import { peopleQuery } from '@/api/queries'
import { FilterList } from '@/shared/insight/filter-list'
import type { Range } from '@/shared/insight/range'
import { RangePicker } from '@/shared/insight/range-picker'
import { completeFilters } from '@/shared/insight/spec'
import { useApp } from '@/shared/lib/app-context'
import { plural } from '@/shared/lib/format'
import { Button } from '@/shared/ui/button'
import { Input } from '@/shared/ui/field'
import { Page } from '@/shared/ui/page'
import { EmptyState, ErrorState, LoadingRows } from '@/shared/ui/states'

/** Who was active in a range, and one person by the id. */
export function PeoplePage() {
  const { app } = useApp()
  const navigate = useNavigate()
  const [range, setRange] = useState<Range>({ from: '-30d' })
  const [filters, setFilters] = useState<Filter[]>([])
  const [id, setId] = useState('')
  const complete = completeFilters(filters)
  const query: InsightSpec = {
    kind: 'trends',
    series: [{ event: null, math: 'dau' }],
    aggregate: true,
    ...range,
    ...(app.timezone ? { timezone: app.timezone } : {}),
    ...(complete.length > 0 ? { filters: complete } : {}),
  }
  const people = useInfiniteQuery(peopleQuery(app.id, { query, series: 0 }))
  const list = people.data?.pages.flatMap((page) => page.people) ?? []
  const total = people.data?.pages[0]?.total ?? 0
  const traits = [...new Set(list.flatMap((person) => Object.keys(person.traits ?? {})))].slice(0, 5)
  function open(event: FormEvent) {
    event.preventDefault()
    if (id.trim()) void navigate({ to: '/$app/people/$person', params: { app: app.id, person: id.trim() } })
  }
  return (
    <Page
      title="People"
      subtitle={people.isSuccess ? `${plural(total, 'person', 'people')} active in this range` : undefined}
      actions={
        <>
          <form onSubmit={open} role="search">
            <Input small aria-label="Open a person by id" placeholder="Person’s id…" value={id} onChange={(event) => setId(event.target.value)} />
          </form>
          <RangePicker range={range} onChange={setRange} />
        </>
      }
    >
      <div style={{ maxWidth: 420 }}>
        <FilterList filters={filters} onChange={setFilters} />
      </div>
      {people.isPending && <LoadingRows rows={8} />}
      {people.isError && <ErrorState error={people.error} onRetry={() => void people.refetch()} />}
      {people.isSuccess && list.length === 0 && (
        <EmptyState title="Nobody" icon={<Users size={19} />}>
          <p>{complete.length > 0 ? 'Nobody whom the filters leave was active in this range.' : 'Nobody was active in this range.'}</p>
        </EmptyState>
      )}
      {list.length > 0 && (
        <div className="card table-wrap">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Person</th>
                {traits.map((trait) => (
                  <th key={trait} scope="col">
                    {trait}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {list.map((person) => (
                <tr key={person.person_id}>
                  <td>
                    <Link to="/$app/people/$person" params={{ app: app.id, person: person.person_id }}>
                      {person.person_id}
                    </Link>
                  </td>
                  {traits.map((trait) => (
                    <td key={trait}>{person.traits?.[trait] ?? ''}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {people.hasNextPage && (
        <div>
          <Button busy={people.isFetchingNextPage} onClick={() => void people.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </Page>
  )
}
