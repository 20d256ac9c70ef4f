using Xunit;

namespace Tsuba.Testing.Requirements;

/// <summary>A fact that is skipped, with the reason, where a requirement is not met.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresFactAttribute : FactAttribute
{
    /// <summary>Skips unless every requirement is met.</summary>
    public RequiresFactAttribute(params Requirement[] requirements)
    {
        Requirements = requirements;
        Skip = requirements.Select(RequirementProbe.Missing).FirstOrDefault(reason => reason is not null);
    }

    /// <summary>What the test needs.</summary>
    public IReadOnlyList<Requirement> Requirements { get; }
}
