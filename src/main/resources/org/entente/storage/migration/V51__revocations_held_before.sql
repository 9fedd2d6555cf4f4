-- Revoked versions that were filed before the table `revocation` was (V41).
insert or ignore into revocation (id, source, version)
  select id, source, version from object
  where instr(bytes, cast('revoked' as blob)) > 0
    and json_valid(cast(bytes as text))
    and json_type(cast(bytes as text), '$.revoked') = 'true';
