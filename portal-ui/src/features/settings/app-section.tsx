import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { api } from '@/api/client'
import type { Filter } from '@/api/insight-types'
import { appsQuery } from '@/api/queries'
import { FilterList } from '@/shared/insight/filter-list'
import { completeFilters } from '@/shared/insight/spec'
import { useApp } from '@/shared/lib/app-context'
import { Button } from '@/shared/ui/button'
import { Checkbox, Field, Input } from '@/shared/ui/field'
import { Select } from '@/shared/ui/select'
import { errorText, Notice } from '@/shared/ui/states'
import { toastDone } from '@/shared/ui/toast'

export function AppSection() {
  const { app, editor } = useApp()
  const queryClient = useQueryClient()
  const [name, setName] = useState(app.name)
  const [timezone, setTimezone] = useState(app.timezone ?? 'UTC')
  const [weekStart, setWeekStart] = useState(app.week_start ?? 'monday')
  const [verifiedOnly, setVerifiedOnly] = useState(app.verified_only ?? false)
  const [internal, setInternal] = useState<Filter[]>(app.internal_filters ?? [])
  const save = useMutation({
    mutationFn: () =>
      api.patch('/api/apps/{app}', {
        path: { app: app.id },
        body: { name: name.trim(), timezone: timezone.trim(), week_start: weekStart, verified_only: verifiedOnly, internal_filters: completeFilters(internal) },
      }),
    meta: { ownError: true },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: appsQuery.queryKey })
      toastDone('Settings saved.')
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form className="card card-body stack" onSubmit={submit} aria-label="App settings">
      {save.error && <Notice tone="bad">{errorText(save.error)}</Notice>}
      <Field label="Name">
        {(ids) => <Input {...ids} required maxLength={200} disabled={!editor} value={name} onChange={(event) => setName(event.target.value)} />}
      </Field>
      <Field label="Time zone" hint="Days begin and end in this zone, unless a chart says another one.">
        {(ids) => (
          <>
            <Input {...ids} required list="timezones" disabled={!editor} value={timezone} onChange={(event) => setTimezone(event.target.value)} />
            <datalist id="timezones">
              {Intl.supportedValuesOf('timeZone').map((zone) => (
                <option key={zone} value={zone} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <Field label="Weeks begin on">
        {({ id }) => (
          <Select
            id={id}
            label="Weeks begin on"
            disabled={!editor}
            value={weekStart}
            options={[
              { value: 'monday', label: 'Monday' },
              { value: 'sunday', label: 'Sunday' },
            ]}
            onChange={setWeekStart}
          />
        )}
      </Field>
      <div className="field" role="group" aria-labelledby="internal">
        <span className="field-label" id="internal">
          Internal users
        </span>
        <span className="field-hint">Charts can leave out events that these filters do not let through, for example “email does not contain @ourselves.example”.</span>
        {editor ? <FilterList filters={internal} onChange={setInternal} /> : <span>{internal.length} filters</span>}
      </div>
      <div className="field" role="group" aria-labelledby="ask">
        <span className="field-label" id="ask">
          Ask
        </span>
        <span className="field-hint">Everything else is then declined. Editors verify answers on the page Ask.</span>
        <Checkbox label="Answer verified questions only" disabled={!editor} checked={verifiedOnly} onChange={setVerifiedOnly} />
      </div>
      {editor && (
        <div className="dialog-actions">
          <Button type="submit" variant="primary" busy={save.isPending}>
            Save
          </Button>
        </div>
      )}
    </form>
  )
}
