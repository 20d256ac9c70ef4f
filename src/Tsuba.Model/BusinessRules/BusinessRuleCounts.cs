namespace Tsuba.Model.BusinessRules;

/// <summary>The values in front of <c>of:</c>.</summary>
/// <param name="Ok">X: so many fine parts make the whole fine.</param>
/// <param name="Warning">Y: so many degraded or failed parts make the whole degraded.</param>
/// <param name="Critical">Z: so many failed parts make the whole failed.</param>
/// <param name="IsSingle">Whether only X was written: too few fine parts then give the worst state of the parts.</param>
public readonly record struct BusinessRuleCounts(BusinessRuleCount Ok, BusinessRuleCount Warning, BusinessRuleCount Critical, bool IsSingle);
