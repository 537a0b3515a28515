import i18next, { type i18n as I18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../../shared/model/application.ts';
import { visibleInSentence } from '../../shared/visible-name.ts';
import { en } from './en/index.ts';
import { zhCn } from './zh-cn/index.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

/** The languages in their own names, in the order of the switch. */
export const languageNames = { en: 'English', 'zh-CN': '简体中文' } as const satisfies Record<
  Language,
  string
>;

/** Sets up the texts before the first paint; both catalogs are in the bundle, so a switch needs no loading. */
export async function startI18n(language: Language): Promise<I18n> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { translation: en }, 'zh-CN': { translation: zhCn } },
    // React escapes HTML. What is escaped here is what would turn or break the sentence that a name stands in.
    interpolation: { escapeValue: true, escape: visibleInSentence },
    returnNull: false,
  });
  document.documentElement.lang = language;
  return i18next;
}

/** Switches the language of the running window. */
export async function changeLanguage(language: Language): Promise<void> {
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** @returns the language the system asks for; English for any but Chinese. */
export function systemLanguage(): Language {
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}
