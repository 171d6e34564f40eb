namespace ConvoStudio.Application.Audit;

/// <summary>On an entity: its changes are no acts of anybody (progress, staging). On a property: a secret, or noise. Bytes are never written to the audit log.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property)]
public sealed class NotAuditedAttribute : Attribute;
