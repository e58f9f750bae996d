import type { happen as English } from '../en/happen';
import type { Widen } from '../widen';

const YEARS = ['първа', 'втора', 'трета', 'четвърта', 'пета', 'шеста', 'седма', 'осма', 'девета', 'десета'];

/** „1 място“, „3 места“: the number comes as text, already formatted. */
const some = (text: string, one: string, many: string) => `${text} ${text === '1' ? one : many}`;
const inNeed = (text: string) => some(text, 'нуждаещ се', 'нуждаещи се');
const months = (text: string) => some(text, 'месец', 'месеца');
/** „в София“, but „във Варна“ and „във Филипово“. */
const inPlace = (place: string) => `${/^[вф]/iu.test(place) ? 'във' : 'в'} ${place}`;
const there = (place: string) => (place ? ` ${inPlace(place)}` : '');

export const happen: Widen<typeof English> = {
  title: 'Вижте как се случва',
  one_run: (replications) =>
    `Това е една симулация – най-близката до медианата от ${replications}. Друга би изглеждала различно; какво става обикновено, показва отговорът.`,
  choose_run: 'Чия симулация?',
  loading: 'Зареждаме една типична симулация …',
  failed: 'Симулацията не можа да бъде заредена.',
  again: 'Опитай пак',
  waiting: 'Щом отговорът е готов, тук можете да проследите една типична симулация.',

  month: (month) => `месец ${month}`,
  month_of: (month, year) => `месец ${month} · ${YEARS[year - 1] ? `${YEARS[year - 1]} година` : `година ${year}`}`,
  player: 'Месеци',
  play: 'Пусни',
  pause: 'Пауза',
  first: 'Първият месец',
  back: 'Един месец назад',
  forward: 'Един месец напред',
  last: 'Последният месец',
  speed: 'Скорост',
  speeds: { slow: 'бавно', normal: 'нормално', fast: 'бързо' },
  no_motion: 'Устройството ви е настроено за по-малко движение: месеците се сменят само стъпка по стъпка.',
  funded: 'финансирането тече',
  after_funding: 'след края на финансирането',
  served_of: (served, need) => `обслужени ${served} от ${inNeed(need)}`,
  programmes: (count) => some(count, 'място с общинска програма', 'места с общинска програма'),
  at_work: (count) => some(count, 'работеща организация', 'работещи организации'),
  in_coalitions: (count) => `${count} от тях в коалиция`,
  sites: (count) => some(count, 'пункт', 'пункта'),
  scarcest: (input) => `на повечето организации най-много не достига: ${input}`,
  nothing_scarce: 'няма работеща организация',
  mixed_scarce: 'няма едно нещо, което да не достига най-много на повечето организации: на различните не достигат различни неща',

  map: 'Карта на местата',
  map_title: (label) => `Обслужените места в една типична симулация на „${label}“`,
  map_how: 'Всеки кръг е място: площта му расте с броя на нуждаещите се, по-тъмното значи повече обслужени, бялото – никой.',
  show_on_map: 'Покажи на картата',
  layers: { sites: 'пътища до пунктовете', partners: 'партньори', coalitions: 'коалиции' },
  legend: {
    served: 'Обслужени сред нуждаещите се',
    nobody: 'никой',
    programme: 'общинска програма',
    formal: 'програма с официално споразумение',
    site: 'пункт, който обслужва хора',
    member: 'организация в коалиция',
    alone: 'самостоятелна организация',
    way: 'от организация до неин пункт на друго място',
    partners: 'партньори',
    coalition: 'тук се срещат членовете на една коалиция',
    fresh: 'създадена преди по-малко от три месеца',
    closed: 'закрита',
    not_yet: 'още не е създадена',
    same_place: 'от едно и също място',
  },
  network: 'Кой с кого работи',
  network_title: (label) => `Кой с кого работи в една типична симулация на „${label}“`,
  network_how: 'Всяко квадратче е организация; тези от едно място стоят една до друга.',
  numbers: 'Номерата са тези от списъка на организациите по-долу.',

  what_is: 'Какво значи:',

  scarcity: 'Какво кога не достига',
  scarcity_title: (label) => `Какво кога не достига: „${label}“`,
  scarcity_how: (replications) =>
    `Дял на организациите, на които това не достига най-много, по месеци; средно от ${replications} симулации. Чертата е при избрания месец.`,
  share: '% от организациите',
  months: 'Месец',
  inputs: { staff: 'служители', premises: 'помещения', money: 'пари', know_how: 'умения', demand: 'търсещи услугата', nothing: 'нищо' },
  scarce_now: (label, month, list) => `${label}, месец ${month}: ${list}.`,
  nobody_at_work: 'няма работеща организация',
  funding_ends: 'край на финансирането',

  places_table: 'Местата през този месец в таблица',
  organisations_table: 'Организациите през този месец в таблица',
  columns: {
    place: 'Място', need: 'Нуждаещи се', served: 'Обслужени', programme: 'Програма', sites: 'Пунктове',
    organisation: 'Организация', home: 'Седалище', state: 'Състояние', coalition: 'Коалиция', partners: 'Партньори',
  },
  programme_states: { none: 'няма', informal: 'без официално споразумение', formal: 'с официално споразумение' },
  states: { member: 'работи, в коалиция', alone: 'работи самостоятелно', closed: 'закрита', not_yet: 'още не е създадена' },
  newcomer: (name) => `нова организация ${name}`,

  story: 'Историята на тази симулация',
  story_hint: 'Изберете месец, за да отидете там.',
  now: 'сега',
  tell: {
    begin: (served, need) => `Начало: обслужени са ${served} от ${inNeed(need)}.`,
    policy_makers_involved: 'Оттук нататък са включени управляващите.',
    communities_involved: 'Оттук нататък са включени местните общности.',
    influx: (size, place) => `Пристигат много хора${there(place)}: по ${size} на всеки 100 нуждаещи се в началото.`,
    funding_cut: (size) => `Финансирането е съкратено: ${size} % от оставащите средства отпадат.`,
    election: (place) => `Провеждат се предсрочни избори${place ? there(place) : ' навсякъде'}.`,
    premises_loss: (size, place) => `Организациите${there(place)} губят ${size} % от помещенията си.`,
    first_site: (place, organisation) =>
      organisation ? `${organisation} отваря първия пункт на друго място: ${place}.` : `Отваря се първият пункт на друго място: ${place}.`,
    reach_peak: (served) => `Обслужените са повече, отколкото през всеки друг месец: ${served}.`,
    scarce_since: (input, count) => `Оттук нататък на повечето организации най-много не достигат ${input} – в продължение на ${months(count)}.`,
    scarce_one: (input, count) => `Оттук нататък на повечето организации най-много не достигат ${input} – в продължение на ${months(count)}.`,
    scarce_demand: (count) => `Оттук нататък повечето организации биха могли да обслужват повече хора, отколкото идват – в продължение на ${months(count)}.`,
    scarce_mixed: (count) =>
      `Оттук нататък няма едно нещо, което да не достига най-много на повечето организации: на различните не достигат различни неща – в продължение на ${months(count)}.`,
    first_programme: (place) => `Започва първата общинска програма – ${inPlace(place)}.`,
    programme_lost: (place) => `Програмата ${inPlace(place)} е прекратена.`,
    programmes_lost: (place, count) => `Програмата ${inPlace(place)} е прекратена – първата от общо ${count} прекратени в тази симулация.`,
    first_agreement: (place) => `За първи път програма е закрепена с официално споразумение – ${inPlace(place)}.`,
    member_left: (organisation, left) =>
      `${organisation} напуска коалицията си; ${left === '0' ? 'в коалиция не остава никой' : left === '1' ? 'в коалиция остава 1 организация' : `в коалиция остават ${left} организации`}.`,
    coalition_ended: 'В последната коалиция вече няма членове.',
    organisation_closed: (organisation) => `${organisation} прекратява работа.`,
    organisations_closed: (organisation, count) => `${organisation} прекратява работа – първата от общо ${count} в тази симулация.`,
    organisation_founded: (organisation) => `Създадена е нова организация: ${organisation}.`,
    organisations_founded: (organisation, count) =>
      `Създадена е нова организация: ${organisation} – първата от общо ${count} в тази симулация.`,
    funding_ended: (served) => `Финансирането свършва. ${served === '1' ? 'Обслужен е 1 човек' : `Обслужени са ${served} души`}.`,
    end: (served, need, programmes) =>
      `Накрая са обслужени ${served} от ${inNeed(need)}, ${programmes === '0' ? 'а програма няма никъде' : `а програма има в ${some(programmes, 'място', 'места')}`}.`,
  },
};
