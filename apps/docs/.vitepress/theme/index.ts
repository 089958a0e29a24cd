import type { Theme } from 'vitepress';
import { defineAsyncComponent } from 'vue';
import DefaultTheme from 'vitepress/theme-without-fonts';
import AllocationResults from './AllocationResults.vue';
import MethodsTable from './MethodsTable.vue';
import PartsTable from './PartsTable.vue';
import QuantizerLevels from './QuantizerLevels.vue';
import QuantizerResults from './QuantizerResults.vue';
import QuantizersOverview from './QuantizersOverview.vue';
import ResultsAtAGlance from './ResultsAtAGlance.vue';
import ResultsTable from './ResultsTable.vue';
import SensitivityRanks from './SensitivityRanks.vue';
import WhatBreaksFigure from './WhatBreaksFigure.vue';
import './style.css';

/** VitePress's theme in system fonts, with the site's own components available to every page. */
const theme: Theme = {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component('AllocationResults', AllocationResults);
    // It brings data sets' encoder and networks along, which no other page needs.
    app.component(
      'LivePage',
      defineAsyncComponent(() => import('./live/LivePage.vue')),
    );
    app.component('MethodsTable', MethodsTable);
    app.component('PartsTable', PartsTable);
    app.component('QuantizerLevels', QuantizerLevels);
    app.component('QuantizerResults', QuantizerResults);
    app.component('QuantizersOverview', QuantizersOverview);
    app.component('ResultsAtAGlance', ResultsAtAGlance);
    app.component('ResultsTable', ResultsTable);
    app.component('SensitivityRanks', SensitivityRanks);
    app.component('WhatBreaksFigure', WhatBreaksFigure);
  },
};

export default theme;
