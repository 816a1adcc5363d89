import { useEffect } from 'react';
import { usePage } from '../page-context.tsx';
import { followQuestions } from './follow-questions.ts';

/** Lets the conversation of a page without notices show what is asked for its calls. */
export function QuestionFollower() {
  const { bridge } = usePage();
  useEffect(() => followQuestions(bridge), [bridge]);
  return null;
}
