import { unsavedInTab } from '../unsaved.ts';
import { createFormDrafts } from './form-drafts.ts';

export const formDrafts = createFormDrafts(unsavedInTab);
