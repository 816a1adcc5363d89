import { connectToWindow } from './bridge/connect-to-window.ts';
import { followDesktop } from './follow-desktop.ts';
import { startApp } from './start-app.tsx';

const bridge = connectToWindow();
followDesktop(bridge);
await startApp(bridge);
