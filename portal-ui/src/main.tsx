import '@fontsource-variable/inter'
import './shared/ui/tokens.css'
import './shared/ui/ui.css'
import './app/app.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Root } from './app/root'
import { startTheme } from './shared/lib/theme'

startTheme()
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <Root />
  </StrictMode>,
)
