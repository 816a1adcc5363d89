// As `store-worker.ts?nodeWorker` is in tests, where nothing is bundled.
// oxlint-disable-next-line import/no-default-export -- it stands for a module that has one
export { startSourceWorker as default } from '../../store/start-source-worker.ts';
