namespace ConvoStudio.Web.Components.Common;

public enum StateKind
{
    Empty,
    Error,
    Loading,
}
