import { Component, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import { AppContext } from './app-context.tsx';
import type { AppParts } from './app-context.tsx';
import { ChatPage } from './chat/chat-page.tsx';
import { homeElement } from './chat/focus-home.ts';
import { CommandOverlays } from './commands/command-overlays.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { FirstRunGate } from './first-run/first-run-gate.tsx';
import { Frame } from './frame.tsx';
import { Notices } from './notices.tsx';
import { PageContext } from './page-context.tsx';
import type { Route } from './route.ts';
import { Announcer } from './ui/announcer.tsx';
import { Button } from './ui/button.tsx';
import { late } from './ui/late.tsx';
import { PortalPlace, PortalProvider } from './ui/portal-container.tsx';
import { Toasts } from './ui/toasts.tsx';
import { useRoute } from './use-route.ts';

const SettingsPage = late(async () => (await import('./settings/settings-page.tsx')).SettingsPage);
const ServersPage = late(async () => (await import('./servers/servers-page.tsx')).ServersPage);
const StatusPage = late(async () => (await import('./status/status-page.tsx')).StatusPage);
const UsagePage = late(async () => (await import('./usage/usage-page.tsx')).UsagePage);
const Questions = late(async () => (await import('./questions/questions.tsx')).Questions);
const BudgetBanner = late(async () => (await import('./usage/budget-banner.tsx')).BudgetBanner);

export function App({ parts }: { readonly parts: AppParts }) {
  const route = useRoute();
  const chatId = useChatId(route);
  return (
    <CrashBoundary>
      <AppContext value={parts}>
        <PageContext value={parts}>
          <PortalProvider>
            <FirstRunGate isBeginning={route.page === 'new'}>
              <Frame route={route}>
                <ConnectionBanner />
                <Notices />
                <BudgetBanner />
                <Questions />
                <Shown route={route} chatId={chatId} />
                <Toasts home={homeElement} />
                <CommandOverlays />
                <PortalPlace />
              </Frame>
            </FirstRunGate>
          </PortalProvider>
          <Announcer />
        </PageContext>
      </AppContext>
    </CrashBoundary>
  );
}

function Shown({ route, chatId }: { readonly route: Route; readonly chatId: string }) {
  switch (route.page) {
    case 'settings':
      return <SettingsPage section={route.section} />;
    case 'servers':
      return <ServersPage at={route.at} />;
    case 'status':
      return <StatusPage />;
    case 'usage':
      return <UsagePage />;
    case 'new':
    case 'chat':
      return <ChatPage key={chatId} conversationId={chatId} isNew={route.page === 'new'} />;
  }
}

/** A conversation that has not begun has its id already, and keeps it when it begins. */
function useChatId(route: Route): string {
  const [nextId, setNextId] = useState(() => uuidv7());
  const [isUsed, setUsed] = useState(false);
  if (route.page === 'chat' && route.id === nextId && !isUsed) setUsed(true);
  if (route.page !== 'chat' && isUsed) {
    setUsed(false);
    setNextId(uuidv7());
  }
  return route.page === 'chat' ? route.id : nextId;
}

/** Whatever still slips through must not leave an empty page behind. */
class CrashBoundary extends Component<
  { readonly children: ReactNode },
  { readonly hasFailed: boolean }
> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    return this.state.hasFailed ? <Crashed /> : this.props.children;
  }
}

function Crashed() {
  const { t } = useTranslation();
  return (
    <main className="flex h-full flex-col items-center justify-center gap-3 p-6 text-center">
      <h1 className="text-lg font-semibold">{t('crash.title')}</h1>
      <p className="text-muted">{t('crash.text')}</p>
      <Button onClick={() => location.reload()}>{t('crash.reload')}</Button>
    </main>
  );
}
