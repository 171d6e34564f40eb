using System.Text.Json;
using System.Text.Json.Serialization;
using ConvoStudio.Application.Audit;
using ConvoStudio.Engine.Compliance.Verification;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConvoStudio.Application.Compliance;

/// <summary>Which rules are verified together: of each rule one version.</summary>
public enum VerifiedRules
{
    /// <summary>Those in force.</summary>
    InForce = 0,

    /// <summary>Those in shadow in place of those in force.</summary>
    WithShadow = 1,

    /// <summary>The newest version of each that is not over, drafts included.</summary>
    WithDrafts = 2,
}

/// <summary>What a verification is asked.</summary>
/// <param name="MostStates">Limit of states for each search, 100 to 1,000,000.</param>
public sealed record VerificationRequest(VerificationMode Mode = VerificationMode.Shielded, VerifiedRules Rules = VerifiedRules.InForce, int MostStates = 20_000);

/// <summary>The result of a verification, kept with what it was about.</summary>
[NotAudited]
public sealed class RuleVerification
{
    private RuleVerification()
    {
    }

    /// <summary>The job's id.</summary>
    public Guid Id { get; private set; }

    public string PlaybookKey { get; private set; } = "";

    public string RequestedBy { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public VerificationRequest Request { get; private set; } = new();

    /// <summary>Hex SHA-256 of rules and actions verified: another hash now means that the result is of yesterday.</summary>
    public string ContentHash { get; private set; } = "";

    public VerificationReport Report { get; private set; } = null!;

    internal static RuleVerification Create(Guid id, string playbook, string by, DateTimeOffset at, VerificationRequest request, string contentHash, VerificationReport report) => new()
    {
        Id = id,
        PlaybookKey = playbook,
        RequestedBy = by,
        At = at,
        Request = request,
        ContentHash = contentHash,
        Report = report,
    };
}

/// <summary>Source-generated serialisation of verifications.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(VerificationReport))]
[JsonSerializable(typeof(VerificationRequest))]
[JsonSerializable(typeof(RuleVerificationInput))]
internal sealed partial class RuleVerificationJson : JsonSerializerContext;

internal sealed class RuleVerificationConfiguration : IEntityTypeConfiguration<RuleVerification>
{
    public void Configure(EntityTypeBuilder<RuleVerification> verification)
    {
        verification.ToTable("RuleVerifications");
        verification.Property(v => v.PlaybookKey).HasMaxLength(64);
        verification.Property(v => v.RequestedBy).HasMaxLength(200);
        verification.Property(v => v.ContentHash).HasMaxLength(64);
        verification.Property(v => v.Request).HasConversion(
            r => JsonSerializer.Serialize(r, RuleVerificationJson.Default.VerificationRequest), text => JsonSerializer.Deserialize(text, RuleVerificationJson.Default.VerificationRequest)!);
        verification.Property(v => v.Report).HasConversion(
            r => JsonSerializer.Serialize(r, RuleVerificationJson.Default.VerificationReport), text => JsonSerializer.Deserialize(text, RuleVerificationJson.Default.VerificationReport)!);
        verification.HasIndex(v => new { v.PlaybookKey, v.At });
    }
}
