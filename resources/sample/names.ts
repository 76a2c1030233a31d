/** Invented names. Any likeness to a real company or person is chance; mail addresses use the reserved .example domain. */

export type Segment = 'Enterprise' | 'Mid-Market' | 'SMB';
export type Region =
  | 'UK & Ireland'
  | 'DACH'
  | 'Nordics'
  | 'France & Benelux'
  | 'Southern Europe'
  | 'North America'
  | 'Asia-Pacific';

const words = (text: string): readonly string[] => text.split(',');

export const STEMS = words(
  'Abernethy,Aldergrove,Amberley,Arkwell,Ashcombe,Aventine,Balmoor,Beaumaris,Birchwold,Blackmere,Bramhall,Brindle,Calder,' +
    'Cambrel,Carrowmore,Cheviot,Cinderford,Coldharbour,Copperfield,Cotswell,Cranmere,Dovetail,Drumlin,Eastmoor,Eddystone,' +
    'Elsinore,Everby,Fairhaven,Falkenberg,Fallowfield,Fernley,Foxglove,Garrick,Glasswater,Goldcrest,Greenock,Grisedale,' +
    'Hallam,Hambleton,Harrowgate,Hazelmere,Helvellyn,Heronsgate,Highmark,Holloway,Ingleby,Ironbridge,Jessamy,Keswick,' +
    'Kilbride,Kingsmere,Kittiwake,Lanark,Larchmont,Lindisfarne,Longreach,Lowther,Lyndhurst,Maplewood,Marlowe,Merrow,' +
    'Mistral,Montrose,Nettlebed,Newhaven,Northgate,Oakhanger,Old Mill,Ormesby,Palisade,Peregrine,Pinehurst,Portland Bay,' +
    'Quayside,Ravenglass,Redwing,Ribbleton,Rosedale,Rutherglen,Sandpiper,Seabright,Severn,Shearwater,Silverbeck,' +
    'Skerries,Solway,Stonecrop,Strandhaven,Summerfold,Swale,Tamar,Tarn,Thistledown,Three Rivers,Tilbrook,Torrent,' +
    'Underhill,Valemount,Vesper,Wainwright,Wavecrest,Westering,Whinfell,Wildmoor,Windrush,Wolds,Wychwood,Yewdale',
);

export const INDUSTRIES: readonly { industry: string; share: number; suffixes: readonly string[] }[] = [
  { industry: 'Logistics', share: 13, suffixes: words('Logistics,Freight,Haulage,Cargo,Supply Chain,Parcel') },
  { industry: 'Healthcare', share: 13, suffixes: words('Health,Clinics,Care Group,Dental,Diagnostics,Hospitals') },
  { industry: 'Retail', share: 13, suffixes: words('Stores,Retail Group,Outfitters,Home,Garden Centres,Grocers') },
  { industry: 'Manufacturing', share: 12, suffixes: words('Industries,Packaging,Components,Tooling,Plastics,Steel') },
  { industry: 'Hospitality', share: 10, suffixes: words('Hotels,Leisure,Restaurants,Resorts,Catering,Taverns') },
  { industry: 'Education', share: 9, suffixes: words('College,Learning Trust,Academies,University,Schools,Institute') },
  { industry: 'Financial services', share: 8, suffixes: words('Mutual,Bank,Insurance,Capital,Credit Union,Assurance') },
  { industry: 'Energy', share: 7, suffixes: words('Energy,Power,Renewables,Utilities,Wind,Water') },
  { industry: 'Software', share: 6, suffixes: words('Systems,Software,Analytics,Cloud,Labs,Digital') },
  { industry: 'Construction', share: 5, suffixes: words('Construction,Builders,Civil,Homes,Scaffolding,Interiors') },
  { industry: 'Public sector', share: 4, suffixes: words('Council,Transit Authority,Housing,Port Authority') },
];

type Place = {
  region: Region;
  share: number;
  countries: readonly string[];
  first: readonly string[];
  last: readonly string[];
};
export const PLACES: readonly Place[] = [
  {
    region: 'UK & Ireland',
    share: 24,
    countries: words('United Kingdom,United Kingdom,United Kingdom,Ireland'),
    first: words(
      'Aoife,Bethan,Callum,Dermot,Eleanor,Fergus,Georgina,Harriet,Imran,Jasmine,Kieran,Leah,Mohsin,Niamh,Oliver,Rhys,Siobhan,Tariq',
    ),
    last: words(
      'Ashworth,Begum,Brennan,Cartwright,Doyle,Ellison,Fairclough,Gallagher,Hussain,Iverson,Kendrick,Lomax,Mackie,Nolan,Penrose,Rahman,Stokes,Whelan',
    ),
  },
  {
    region: 'DACH',
    share: 16,
    countries: words('Germany,Germany,Germany,Austria,Switzerland'),
    first: words(
      'Anja,Bastian,Clara,Dieter,Elif,Florian,Greta,Holger,Isabel,Jonas,Katrin,Lukas,Miriam,Nadine,Ralf,Stefanie,Thilo,Ute',
    ),
    last: words(
      'Albrecht,Baumgartner,Decker,Ebner,Falk,Gruber,Hofstetter,Jansen,Kaya,Lindner,Maurer,Neubauer,Ott,Reinhardt,Sommer,Thoma,Vogt,Zeller',
    ),
  },
  {
    region: 'Nordics',
    share: 11,
    countries: words('Sweden,Sweden,Norway,Denmark,Finland'),
    first: words(
      'Astrid,Birgit,Einar,Freja,Gustav,Henrik,Ingrid,Jesper,Kaisa,Lars,Maja,Nils,Oda,Petra,Runa,Signe,Tuomas,Viktor',
    ),
    last: words(
      'Aalto,Berglund,Dahl,Eklund,Fossum,Gran,Holmberg,Isaksen,Korhonen,Lindqvist,Moe,Nygaard,Ravn,Sandvik,Thorsen,Vestergaard,Wikstrom,Aronsen',
    ),
  },
  {
    region: 'France & Benelux',
    share: 13,
    countries: words('France,France,Netherlands,Netherlands,Belgium'),
    first: words(
      'Amelie,Bram,Camille,Dirk,Eline,Fabien,Gaelle,Hugo,Joris,Karim,Lotte,Mathieu,Noor,Pascal,Quentin,Roos,Sylvie,Wout',
    ),
    last: words(
      'Bakker,Carpentier,De Wilde,Dumas,El Amrani,Fontaine,Girard,Hendriks,Janssens,Kuipers,Lefort,Maes,Peeters,Roux,Smeets,Tessier,Van Loon,Willems',
    ),
  },
  {
    region: 'Southern Europe',
    share: 9,
    countries: words('Spain,Spain,Italy,Italy,Portugal'),
    first: words(
      'Alba,Beatriz,Carlo,Davide,Elena,Francesca,Goncalo,Ines,Joaquin,Lucia,Marta,Nuno,Paolo,Rocio,Sergio,Teresa,Valeria,Xavier',
    ),
    last: words(
      'Almeida,Bianchi,Castellano,Delgado,Esposito,Ferrer,Galli,Herrero,Lombardi,Marques,Navarro,Ortega,Pinto,Rinaldi,Sala,Teixeira,Vidal,Zamora',
    ),
  },
  {
    region: 'North America',
    share: 20,
    countries: words('United States,United States,United States,United States,Canada'),
    first: words(
      'Alicia,Brandon,Carmen,Derek,Erin,Felix,Gloria,Hector,Jada,Kevin,Latoya,Miguel,Naomi,Owen,Priscilla,Ramon,Shelby,Trevor',
    ),
    last: words(
      'Alvarez,Bishop,Coleman,Dawson,Espinoza,Flores,Grady,Hammond,Jefferson,Kowalski,Lambert,McCrae,Nguyen,Ochoa,Prescott,Ramsey,Sutton,Tran',
    ),
  },
  {
    region: 'Asia-Pacific',
    share: 7,
    countries: words('Australia,Australia,Singapore,New Zealand,Japan'),
    first: words(
      'Aiko,Bindi,Cheng,Daisuke,Emily,Hana,Jarrah,Kenji,Li Wei,Mei,Nathan,Priya,Ravi,Sakura,Tane,Wen,Yasmin,Zoe',
    ),
    last: words(
      'Arora,Brady,Chan,Endo,Fraser,Goh,Hayashi,Iyer,Kumar,Lim,McKenzie,Ngata,Okada,Pillai,Reid,Sato,Tan,Wirihana',
    ),
  },
];

/** The vendor's own people: eight CSMs under two managers. */
export const CSMS: readonly {
  name: string;
  manager: string;
  segments: readonly Segment[];
  regions: readonly Region[];
}[] = [
  {
    name: 'Orla Finnegan',
    manager: 'Ruth Abara',
    segments: ['Enterprise', 'Mid-Market'],
    regions: ['UK & Ireland', 'Nordics'],
  },
  {
    name: 'Mateus Brandao',
    manager: 'Ruth Abara',
    segments: ['Enterprise', 'Mid-Market'],
    regions: ['Southern Europe', 'France & Benelux'],
  },
  { name: 'Sunniva Lie', manager: 'Ruth Abara', segments: ['Enterprise', 'Mid-Market'], regions: ['DACH', 'Nordics'] },
  {
    name: 'Jerome Tillman',
    manager: 'Caleb Winslow',
    segments: ['Enterprise', 'Mid-Market'],
    regions: ['North America'],
  },
  {
    name: 'Anjali Deshpande',
    manager: 'Caleb Winslow',
    segments: ['Enterprise', 'Mid-Market'],
    regions: ['Asia-Pacific', 'North America'],
  },
  {
    name: 'Piotr Zielinski',
    manager: 'Ruth Abara',
    segments: ['Mid-Market'],
    regions: ['UK & Ireland', 'DACH', 'France & Benelux'],
  },
  {
    name: 'Grace Oyelaran',
    manager: 'Ruth Abara',
    segments: ['SMB'],
    regions: ['UK & Ireland', 'Nordics', 'DACH', 'Southern Europe'],
  },
  {
    name: 'Wes Kaneshiro',
    manager: 'Caleb Winslow',
    segments: ['SMB'],
    regions: ['North America', 'Asia-Pacific', 'France & Benelux'],
  },
];

export const ROLES: readonly { role: string; department: string }[] = [
  { role: 'Operations Manager', department: 'Operations' },
  { role: 'Planning Lead', department: 'Operations' },
  { role: 'Workforce Analyst', department: 'Operations' },
  { role: 'HR Business Partner', department: 'People' },
  { role: 'Payroll Specialist', department: 'Finance' },
  { role: 'IT Systems Manager', department: 'IT' },
  { role: 'Site Supervisor', department: 'Sites' },
  { role: 'Regional Manager', department: 'Sites' },
  { role: 'Finance Controller', department: 'Finance' },
  { role: 'Compliance Officer', department: 'Legal' },
];
export const SPONSORS = words(
  'COO,VP Operations,Head of Workforce,Director of Operations,CFO,Managing Director,Chief People Officer',
);

export const USE_CASES = words(
  'Shift planning,Demand forecasting,Field scheduling,Absence and leave,Compliance reporting,Capacity planning',
);
export const CHANNELS = words('Inbound,Inbound,Partner,Outbound,Referral,Event,Marketplace');
export const FEATURES = words(
  'Schedule board,Shift swap,Forecast,Leave requests,Time clock,Approvals,Mobile app,Team calendar,Overtime rules,Reports,' +
    'Export,Notifications,Skills matrix,Open shifts,Templates,Audit trail,Cost view,Comments,Import,Availability,Sites,' +
    'Dashboards,Roles,Payroll sync,Scenarios,Demand model,API keys,Webhooks,SSO,Budget view,Fatigue rules,Union rules,' +
    'Data warehouse sync,Custom fields,Workflows,Benchmarks,Multi-entity,Sandbox,Geofence,Labour law packs',
);
