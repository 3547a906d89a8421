// Azurite's SQL store is loaded at start and derives its tables from Model, but is made only where AZURITE_DB is set.
module.exports = {
  Model: class {},
  Sequelize: class {
    constructor() {
      throw new Error('Azurite is installed without its SQL store: unset AZURITE_DB.');
    }
  },
};
