import { Notification } from 'electron';

/** What is on the screen: one that nobody refers to loses its click. */
const shown = new Set<Notification>();

/** Tells the person outside of our windows, where the system can do that. */
export function notify(content: { title: string; body: string }, onClick: () => void): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification(content);
  shown.add(notification);
  const forget = () => shown.delete(notification);
  notification.on('click', () => {
    forget();
    onClick();
  });
  notification.on('close', forget);
  notification.on('failed', forget);
  notification.show();
}
