export { siteConfiguration as default } from '../src/site-configuration.ts';
