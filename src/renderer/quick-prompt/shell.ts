/** What the quick prompt can do with the place it is shown in. */
export interface Shell {
  /** Shows the conversation in the main window. */
  continueInMain(conversationId: string): void;
  hide(): void;
}
