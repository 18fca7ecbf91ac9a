import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import type { QueryClient } from '@tanstack/react-query'
import { appsQuery, sessionQuery } from '@/api/queries'
import { lastApp } from '@/shared/lib/last-app'
import { parseDashboardSearch } from '@/shared/insight/dashboard-search'
import { parseInsightSearch } from '@/shared/insight/search'
import { SignInPage } from '@/features/session/sign-in-page'
import { AppLayout } from './app-layout'
import { NotFound } from './not-found'
import { RouteError } from './route-error'
import { queryClient } from './query-client'

const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NotFound,
})

interface SignInSearch {
  next?: string
  /** Why signing in with the provider failed, as the portal names it. */
  problem?: string
}

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/-/sign-in',
  validateSearch: (search): SignInSearch => ({
    ...(typeof search.next === 'string' && { next: search.next }),
    ...(typeof search.problem === 'string' && { problem: search.problem }),
  }),
  beforeLoad: async ({ context, search }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery)
    if (session) throw redirect({ href: localPath(search.next), reloadDocument: false })
  },
  component: SignInPage,
})

/** Only a path of this app: a link must not lead elsewhere after signing in. */
function localPath(next: string | undefined): string {
  return next && /^\/(?![/\\])/.test(next) ? next : '/'
}

const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery)
    if (!session) throw redirect({ to: '/-/sign-in', search: location.href === '/' ? {} : { next: location.href } })
    return { session }
  },
})

const indexRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  beforeLoad: async ({ context }) => {
    const apps = await context.queryClient.ensureQueryData(appsQuery)
    const app = apps.find((each) => each.id === lastApp()) ?? apps[0]
    if (!app) throw redirect({ to: '/-/new-app' })
    throw redirect({ to: '/$app', params: { app: app.id } })
  },
})

const newAppRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/-/new-app',
  component: lazyRouteComponent(() => import('@/features/onboarding/new-app-page'), 'NewAppPage'),
})

const appRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/$app',
  loader: ({ context }) => context.queryClient.ensureQueryData(appsQuery),
  component: AppLayout,
  notFoundComponent: NotFound,
})

const homeRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/',
  validateSearch: parseDashboardSearch,
  component: lazyRouteComponent(() => import('@/features/dashboards/home-page'), 'HomePage'),
})

const dashboardsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/dashboards',
  component: lazyRouteComponent(() => import('@/features/dashboards/dashboards-page'), 'DashboardsPage'),
})

const dashboardRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/dashboards/$id',
  validateSearch: parseDashboardSearch,
  component: lazyRouteComponent(() => import('@/features/dashboards/dashboard-page'), 'DashboardPage'),
})

const askRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/ask',
  validateSearch: (search): { q?: string; thread?: string } => ({
    ...(typeof search.q === 'string' && search.q.trim() !== '' ? { q: search.q.trim().slice(0, 2000) } : {}),
    ...(typeof search.thread === 'string' ? { thread: search.thread } : {}),
  }),
  component: lazyRouteComponent(() => import('@/features/ask/ask-page'), 'AskPage'),
})

const insightsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/insights',
  validateSearch: parseInsightSearch,
  component: lazyRouteComponent(() => import('@/features/insights/insight-page'), 'InsightPage'),
})

const chartsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/charts',
  component: lazyRouteComponent(() => import('@/features/insights/charts-page'), 'ChartsPage'),
})

const liveRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/live',
  component: lazyRouteComponent(() => import('@/features/live/live-page'), 'LivePage'),
})

const sqlRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/sql',
  validateSearch: (search): { sql?: string } => (typeof search.sql === 'string' ? { sql: search.sql } : {}),
  component: lazyRouteComponent(() => import('@/features/sql/sql-page'), 'SqlPage'),
})

const peopleRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/people',
  component: lazyRouteComponent(() => import('@/features/people/people-page'), 'PeoplePage'),
})

const personRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/people/$person',
  component: lazyRouteComponent(() => import('@/features/people/person-page'), 'PersonPage'),
})

const cohortsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/cohorts',
  component: lazyRouteComponent(() => import('@/features/cohorts/cohorts-page'), 'CohortsPage'),
})

const rulesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/rules',
  component: lazyRouteComponent(() => import('@/features/detection/rules-page'), 'RulesPage'),
})

const newRuleRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/rules/new',
  validateSearch: (search): { copy?: string } => (typeof search.copy === 'string' ? { copy: search.copy } : {}),
  component: lazyRouteComponent(() => import('@/features/detection/rule-page'), 'NewRulePage'),
})

const ruleRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/rules/$id',
  component: lazyRouteComponent(() => import('@/features/detection/rule-page'), 'RulePage'),
})

const alertsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/alerts',
  validateSearch: (search): { rule?: string; alert?: string } => ({
    ...(typeof search.rule === 'string' ? { rule: search.rule } : {}),
    ...(typeof search.alert === 'string' ? { alert: search.alert } : {}),
  }),
  component: lazyRouteComponent(() => import('@/features/detection/alerts-page'), 'AlertsPage'),
})

const webhooksRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('@/features/detection/webhooks-page'), 'WebhooksPage'),
})

const pipelineRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/pipeline',
  component: lazyRouteComponent(() => import('@/features/pipeline/pipeline-page'), 'PipelinePage'),
})

const setupRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/setup',
  component: lazyRouteComponent(() => import('@/features/onboarding/setup-page'), 'SetupPage'),
})

const settingsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings',
  validateSearch: (search): { section?: string } => (typeof search.section === 'string' ? { section: search.section } : {}),
  component: lazyRouteComponent(() => import('@/features/settings/settings-page'), 'SettingsPage'),
})

const routeTree = rootRoute.addChildren([
  signInRoute,
  signedInRoute.addChildren([
    indexRoute,
    newAppRoute,
    appRoute.addChildren([
      homeRoute,
      dashboardsRoute,
      dashboardRoute,
      askRoute,
      insightsRoute,
      chartsRoute,
      liveRoute,
      sqlRoute,
      peopleRoute,
      personRoute,
      cohortsRoute,
      rulesRoute,
      newRuleRoute,
      ruleRoute,
      alertsRoute,
      webhooksRoute,
      pipelineRoute,
      setupRoute,
      settingsRoute,
    ]),
  ]),
])

export const router = createRouter({
  routeTree,
  basepath: '/app',
  context: { queryClient },
  defaultPreload: 'intent',
  defaultErrorComponent: RouteError,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
