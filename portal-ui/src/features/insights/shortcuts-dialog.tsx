import { Dialog } from '@/shared/ui/dialog'

export const shortcutTexts: [string, string][] = [
  ['E', 'Add an event'],
  ['D', 'Choose dates'],
  ['T', 'Today'],
  ['7', 'Last 7 days'],
  ['3', 'Last 30 days'],
  ['9', 'Last 90 days'],
  ['M', 'Month to date'],
  ['Y', 'Year to date'],
  ['A', 'All time'],
  ['X', 'Compare with the previous period'],
  ['C', 'Next kind of chart'],
  ['S', 'Save'],
  ['Q', 'Show the SQL'],
  ['Ctrl K', 'Go to a page, chart, dashboard…'],
  ['?', 'This list'],
]

export function ShortcutsDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} title="Keyboard shortcuts">
      <div className="shortcut-list">
        {shortcutTexts.map(([key, text]) => (
          <div key={key}>
            <span>{text}</span>
            <kbd className="kbd">{key}</kbd>
          </div>
        ))}
      </div>
    </Dialog>
  )
}
