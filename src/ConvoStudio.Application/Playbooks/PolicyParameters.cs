using System.Security.Cryptography;
using ConvoStudio.Application.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConvoStudio.Application.Playbooks;

/// <summary>Parameters addressed by their SHA-256: fitted weights of a clone, lines of a script, customers written for a playbook.</summary>
[NotAudited]
public sealed class PolicyParameters
{
    private PolicyParameters()
    {
    }

    /// <summary>Hex SHA-256.</summary>
    public string Hash { get; private set; } = "";

    public byte[] Bytes { get; private set; } = [];

    internal static PolicyParameters Of(byte[] bytes) => new() { Hash = Convert.ToHexStringLower(SHA256.HashData(bytes)), Bytes = bytes };
}

internal sealed class PolicyParametersConfiguration : IEntityTypeConfiguration<PolicyParameters>
{
    public void Configure(EntityTypeBuilder<PolicyParameters> parameters)
    {
        parameters.HasKey(p => p.Hash);
        parameters.Property(p => p.Hash).HasMaxLength(64);
    }
}
