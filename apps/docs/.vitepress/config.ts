export { siteConfiguration as default } from '../src/site/site-configuration.ts';
