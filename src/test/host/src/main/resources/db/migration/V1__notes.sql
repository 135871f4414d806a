create table note (text varchar(100) primary key);
