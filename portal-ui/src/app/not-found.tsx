import { Link } from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { EmptyState } from '@/shared/ui/states'

export function NotFound() {
  return (
    <EmptyState title="There is nothing here" icon={<Compass size={19} />}>
      <p>The link may be old, or you may not see what it leads to.</p>
      <Link to="/">Go to the start</Link>
    </EmptyState>
  )
}
