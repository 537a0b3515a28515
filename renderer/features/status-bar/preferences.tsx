import { Languages, Monitor, Moon, Sun } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { languageNames } from '../../i18n/index.ts';
import { setLanguage, setTheme, useSettingsStore } from '../../stores/settings-store.ts';
import { MenuButton } from '../../ui/index.ts';
import styles from './status-bar.module.css';

/** The switches for language and theme. */
export function Preferences() {
  const { t } = useTranslation();
  const { theme, language } = useSettingsStore((state) => state.settings);
  const shown = useSettingsStore((state) => state.language);
  const shortName = shown === 'en' ? 'EN' : '中文';
  return (
    <>
      <MenuButton
        // With what the button shows, so that one can also say it to a voice control.
        label={t('statusBar.language', { language: shortName })}
        icon={<Languages aria-hidden />}
        className={styles.switch ?? ''}
        items={[
          {
            id: 'system',
            label: t('statusBar.followSystem'),
            isChosen: language === 'system',
            onAction: () => setLanguage('system'),
          },
          ...(['en', 'zh-CN'] as const).map((id) => ({
            id,
            label: languageNames[id],
            isChosen: language === id,
            onAction: () => setLanguage(id),
          })),
        ]}
      >
        {shortName}
      </MenuButton>
      <MenuButton
        label={t('statusBar.theme')}
        icon={themeIcons[theme]}
        className={styles.switch ?? ''}
        items={(['system', 'light', 'dark'] as const).map((id) => ({
          id,
          label: t(`statusBar.${id === 'system' ? 'followSystem' : id}`),
          icon: themeIcons[id],
          isChosen: theme === id,
          onAction: () => setTheme(id),
        }))}
      />
    </>
  );
}

const themeIcons = {
  system: <Monitor aria-hidden />,
  light: <Sun aria-hidden />,
  dark: <Moon aria-hidden />,
};
