import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect } from 'react'
import { onUnauthorized } from '@/api/client'
import { sessionQuery } from '@/api/queries'
import { Toasts } from '@/shared/ui/toast'
import { TooltipProvider } from '@/shared/ui/tooltip'
import { queryClient } from './query-client'
import { router } from './router'

export function Root() {
  useEffect(
    () =>
      onUnauthorized(() => {
        // A session that ended elsewhere: to the sign-in page, and back here after it.
        if (queryClient.getQueryData(sessionQuery.queryKey) === null) return
        queryClient.setQueryData(sessionQuery.queryKey, null)
        void router.invalidate()
      }),
    [],
  )
  return (
    <QueryClientProvider client={queryClient}>
      <TooltipProvider delayDuration={350}>
        <RouterProvider router={router} />
        <Toasts />
      </TooltipProvider>
    </QueryClientProvider>
  )
}
