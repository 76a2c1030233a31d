export * from '#shared/model/freshness.ts';
