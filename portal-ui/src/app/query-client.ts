import { MutationCache, QueryClient } from '@tanstack/react-query'
import { ApiError } from '@/api/client'
import { toastError } from '@/shared/ui/toast'

export const queryClient = new QueryClient({
  mutationCache: new MutationCache({
    // A form that shows its own error says so; everything else is told here.
    onError: (error, _variables, _context, mutation) => {
      if (mutation.meta?.ownError !== true) toastError(error)
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: false,
      // An answer is an answer: only what never got through is asked again.
      retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
    },
  },
})
