import { PlainText } from './markdown/plain-text.tsx';

/** What a person wrote is shown as they wrote it. */
export function PersonText({ text }: { readonly text: string }) {
  return (
    <div className="max-w-[85%] rounded-xl bg-hover px-4 py-2.5">
      <PlainText text={text} />
    </div>
  );
}
