/** All a transport has to supply: text one way, text the other, and word of its end. */
export interface Channel {
  /** A returned promise is waited for before more is sent: that is the backpressure. */
  send(data: string): Promise<void> | void;
  onMessage(callback: (data: unknown) => void): void;
  onClose(callback: () => void): void;
  close(): void;
}
