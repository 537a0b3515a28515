import { FilterX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { pathPatternKinds } from '../../../shared/model/change.ts';
import { IconButton, SearchField, Select, type SelectItem } from '../../ui/index.ts';
import { isFiltering, lastRanges, noFilter, type TimeRange } from './changes-filter.ts';
import type { ChangesModel } from './changes-model.ts';
import styles from './filter-bar.module.css';
import { KindsFilter } from './kinds-filter.tsx';
import { describeRange, idOf, lastRangeIds, type LastRange } from './time-words.ts';

/** Which entries are shown: by path, kind, value and time. */
export function FilterBar({ model }: { readonly model: ChangesModel }) {
  const { t } = useTranslation();
  const filter = useStore(model.state, (state) => state.filter);
  const problem = useStore(model.state, (state) => state.looked.problem);
  const { path, kinds, value, range } = filter;
  return (
    <div className={styles.bar}>
      <SearchField
        label={t('changes.filterPath')}
        value={path.pattern}
        onChange={(pattern) => {
          model.setFilter({ path: { ...path, pattern } });
        }}
        error={problem && t('changes.badPattern', { detail: problem.detail })}
        className={styles.path ?? ''}
      />
      <Select
        label={t('changes.patternKind')}
        isLabelHidden
        items={pathPatternKinds.map((id) => ({ id, label: t(`changes.patternKinds.${id}`) }))}
        value={path.kind}
        onChange={(kind) => {
          model.setFilter({ path: { ...path, kind } });
        }}
        className={styles.select ?? ''}
      />
      <KindsFilter
        kinds={kinds}
        onChange={(next) => {
          model.setFilter({ kinds: next });
        }}
      />
      <SearchField
        label={t('changes.filterValue')}
        value={value}
        onChange={(next) => {
          model.setFilter({ value: next });
        }}
        className={styles.value ?? ''}
      />
      <RangeSelect
        range={range}
        onChange={(next) => {
          model.setFilter({ range: next });
        }}
      />
      <IconButton
        label={t('changes.resetFilters')}
        icon={<FilterX aria-hidden />}
        isDisabled={!isFiltering(filter)}
        className={styles.clear ?? ''}
        onPress={() => {
          model.setFilter(noFilter);
        }}
      />
    </div>
  );
}

type RangeId = 'all' | 'between' | LastRange;

interface RangeSelectProps {
  readonly range: TimeRange;
  readonly onChange: (range: TimeRange) => void;
}

/** The ranges that end now; one that was chosen in the chart is listed while it is in force. */
function RangeSelect({ range, onChange }: RangeSelectProps) {
  const { t } = useTranslation();
  const items: SelectItem<RangeId>[] = (['all', ...lastRangeIds] as const).map((id) => ({
    id,
    label: t(`changes.ranges.${id}`),
  }));
  if (range.kind === 'between') {
    items.push({ id: 'between', label: describeRange(range, t) });
  }
  return (
    <Select
      label={t('changes.filterTime')}
      isLabelHidden
      items={items}
      value={range.kind === 'between' ? 'between' : idOf(range)}
      onChange={(id) => {
        if (id === 'all') onChange({ kind: 'all' });
        else if (id !== 'between') onChange({ kind: 'last', durationMs: lastRanges[id] });
      }}
      className={styles.select ?? ''}
    />
  );
}
