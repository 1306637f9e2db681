import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';

/** A table by its name and columns. Keys, checks and indexes stand in the migrations alone. */
export function table(name: string, columns: Record<string, EntitySchemaColumnOptions>): EntitySchema {
  return new EntitySchema({ name, tableName: name, columns });
}
