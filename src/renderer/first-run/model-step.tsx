import { useTranslation } from 'react-i18next';
import { DefaultModelPicker } from '../settings/default-model-picker.tsx';
import { StepFrame } from './step-frame.tsx';
import type { StepProps } from './step.ts';

export function ModelStep(props: StepProps) {
  const { t } = useTranslation();
  return (
    <StepFrame {...props} title={t('firstRun.model.title')} text={t('firstRun.model.text')}>
      <DefaultModelPicker onAddKey={props.onBack ?? props.onSkip} />
    </StepFrame>
  );
}
