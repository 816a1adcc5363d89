import { BrowserWindow } from 'electron';

BrowserWindow.ask();
