import type { HealthModel } from '#shared/model/health-model.ts';
import type { WriteDb } from '../open.ts';
import type { StoredPromotion } from '../reads/models.ts';

/**
 * Adds a version. There is no statement that changes or removes one, and the table takes an id and number only once: what was
 * scored under a version can be explained by it for ever.
 *
 * @param createdAt epoch ms
 */
export function addModelVersion(db: WriteDb, model: HealthModel, createdAt: number): void {
  db.prepare(
    'INSERT INTO model_version (model_id, version, parent_version, author, created_at, change_note, document) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ).run(model.id, model.version, model.parentVersion, model.author, createdAt, model.changeNote, JSON.stringify(model));
}

/** Makes a version the official one from now on. The list of promotions only grows. */
export function addPromotion(db: WriteDb, promotion: StoredPromotion): void {
  db.prepare(
    'INSERT INTO promotion (model_version, from_version, promoted_at, promoted_by, note, reviewer, effective_on, summary) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  ).run(
    promotion.modelVersion,
    promotion.from,
    promotion.at,
    promotion.by,
    promotion.note,
    promotion.reviewer,
    promotion.effectiveOn,
    promotion.summary,
  );
}
