using ConvoStudio.Application.Configurations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConvoStudio.Application.Playbooks;

/// <summary>The stored row of a policy. It never changes; a new version is a new row.</summary>
public sealed class PolicyVersion
{
    public const string UniformId = "uniform";

    private PolicyVersion()
    {
    }

    public string PlaybookKey { get; private set; } = "";

    /// <summary>Unique in the playbook and never reused.</summary>
    public string Id { get; private set; } = "";

    public string Name { get; private set; } = "";

    public PolicyKind Kind { get; private set; }

    /// <summary>Hex SHA-256 of its <see cref="Playbooks.PolicyParameters"/>, or null when the kind needs none.</summary>
    public string? ParametersHash { get; private set; }

    /// <summary>Total uniform mass, in [0, 1).</summary>
    public double Floor { get; private set; }

    /// <summary>The action number of a fixed policy.</summary>
    public int? Action { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public PolicyPart ToPart() => new(Id, Name, Kind, ParametersHash, Floor, Action);

    internal static PolicyVersion Uniform(string playbook, DateTimeOffset at) =>
        Create(playbook, UniformId, "Every action alike", PolicyKind.Uniform, null, 0, null, at);

    internal static PolicyVersion Create(
        string playbook, string id, string name, PolicyKind kind, string? parametersHash, double floor, int? action, DateTimeOffset at) => new()
        {
            PlaybookKey = playbook,
            Id = id,
            Name = name,
            Kind = kind,
            ParametersHash = parametersHash,
            Floor = floor,
            Action = action,
            CreatedAt = at,
        };
}

internal sealed class PolicyVersionConfiguration : IEntityTypeConfiguration<PolicyVersion>
{
    public void Configure(EntityTypeBuilder<PolicyVersion> policy)
    {
        policy.HasKey(p => new { p.PlaybookKey, p.Id });
        policy.Property(p => p.Id).HasMaxLength(64);
        policy.Property(p => p.Name).HasMaxLength(100);
        policy.Property(p => p.Kind).HasConversion<string>().HasMaxLength(32);
        policy.Property(p => p.ParametersHash).HasMaxLength(64);
    }
}
