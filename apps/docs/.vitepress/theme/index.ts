import type { Theme } from 'vitepress';
import { defineAsyncComponent, hydrateOnIdle } from 'vue';
import DefaultTheme from 'vitepress/theme-without-fonts';
import './style.css';

/**
 * Each in a chunk of its own: a page loads what it shows and nothing of the others. Pages are sent with what
 * they show; the live page is brought to life when nothing else is to be done, and the others, in which nothing can be touched,
 * stay as they were sent.
 */
const components = {
  AllocationResults: () => import('./AllocationResults.vue'),
  BitsResults: () => import('./BitsResults.vue'),
  EqualBytes: () => import('./EqualBytes.vue'),
  InputsResults: () => import('./InputsResults.vue'),
  LivePage: () => import('./live/LivePage.vue'),
  MethodsTable: () => import('./MethodsTable.vue'),
  PartsTable: () => import('./PartsTable.vue'),
  QuantizerLevels: () => import('./QuantizerLevels.vue'),
  QuantizerResults: () => import('./QuantizerResults.vue'),
  QuantizersOverview: () => import('./QuantizersOverview.vue'),
  ResultsAtAGlance: () => import('./ResultsAtAGlance.vue'),
  ResultsTable: () => import('./ResultsTable.vue'),
  ScrollTable: () => import('./ScrollTable.vue'),
  SensitivityRanks: () => import('./SensitivityRanks.vue'),
  WhatBreaksFigure: () => import('./WhatBreaksFigure.vue'),
};

/** VitePress's theme in system fonts, with the site's own components available to every page. */
const theme: Theme = {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    for (const [name, loader] of Object.entries(components)) {
      const hydrate = name === 'LivePage' ? hydrateOnIdle() : () => undefined;
      app.component(name, defineAsyncComponent({ loader, hydrate }));
    }
  },
};

export default theme;
